// What a paste could not carry over, in words for the person who pasted.

const MOST = 40;
const LONGEST_ADDRESS = 300;

const EMBEDDED: Record<string, string> = {
  video: 'Video',
  audio: 'Âm thanh',
  iframe: 'Khung nhúng từ trang khác',
  frame: 'Khung nhúng từ trang khác',
  svg: 'Hình vẽ',
  canvas: 'Hình vẽ',
  math: 'Công thức toán',
};

export class Report {
  private readonly said = new Set<string>();

  pictureOnDisk(name: string) {
    this.said.add(`Ảnh «${name}» nằm trong tệp hoặc thư gốc, không đi theo khi dán. Hãy tải ảnh lên rồi chèn vào bài.`);
  }

  pictureElsewhere(address: string) {
    this.said.add(`Ảnh của trang khác chưa được đưa vào bài. Hãy tải ảnh về rồi tải lên: ${shorten(address)}`);
  }

  pictureUnreadable(name: string) {
    this.said.add(`Ảnh «${name}» có dạng không dùng được trong bài. Hãy đổi sang JPEG, PNG hoặc WebP rồi tải lên.`);
  }

  embedded(tag: string, address: string) {
    const what = EMBEDDED[tag] ?? 'Đối tượng nhúng';
    this.said.add(address ? `${what} không dán được: ${shorten(address)}` : `${what} không dán được.`);
  }

  lettersBecameNumbers() {
    this.said.add('Danh sách đánh chữ (a, b, c hoặc i, ii, iii) nay đánh số 1, 2, 3. Hãy xem lại chỗ viện dẫn.');
  }

  tableUnfolded() {
    this.said.add('Bảng nằm trong bảng, danh sách hoặc trích dẫn: giữ lại chữ, bỏ hàng và cột.');
  }

  tooDeep() {
    this.said.add('Phần lồng nhau quá sâu đã được trải phẳng, chữ vẫn đủ.');
  }

  tooLong() {
    this.said.add('Phần dán quá dài (hơn 20.000 thành phần): đoạn cuối đã bị cắt. Hãy dán làm nhiều lần.');
  }

  get missing(): string[] {
    const all = [...this.said];
    return all.length <= MOST ? all : [...all.slice(0, MOST), `Và ${all.length - MOST} mục khác.`];
  }
}

function shorten(address: string) {
  return address.length > LONGEST_ADDRESS ? `${address.slice(0, LONGEST_ADDRESS)}…` : address;
}
