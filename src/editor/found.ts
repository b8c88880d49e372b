// What was found on opening a piece: text of before that is not a version yet, and texts of this machine that grew apart.
import type { Entry } from './journal';
import type { Notices } from './notices';

export function tellOpened(notices: Notices, at: number, isBehind: boolean, discard: () => void) {
  const behind = isBehind ? ' Đồng nghiệp đã lưu phiên bản mới hơn trong lúc đó: khi lưu, bạn sẽ được xem hai bản cạnh nhau.' : '';
  notices.add(`Đã mở lại phần bạn soạn dở lúc ${moment(at)}, chưa lưu thành phiên bản.${behind}`, [
    ['Tiếp tục soạn', () => notices.clear()],
    ['Bỏ phần soạn dở', discard],
  ]);
}

/** Each can be put in, and one step back undoes it. */
export function offer(notices: Notices, others: Entry[], put: (entry: Entry) => void) {
  for (const entry of others) {
    const line = notices.add(`Trên máy này còn một bản soạn lúc ${moment(entry.at)} chưa gửi lên máy chủ.`, [
      [
        'Mở bản đó',
        () => {
          put(entry);
          line.remove();
        },
      ],
    ]);
  }
}

/** "23:04 25/11/2026" of milliseconds, in Vietnam. */
function moment(at: number) {
  return new Date(at).toLocaleString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' });
}
