// What the library offers where scripts run: several at once with progress, cancel and retry; dragged and pasted.
import type { Page } from '@playwright/test';
import { anyColour, pdf, picture, png } from '../support/pictures';
import type { Portal } from '../support/program';
import { expect, test } from '../support/test';

test.describe.configure({ mode: 'parallel' });
test.use({ allowed: [/status of 4\d\d|Failed to load resource/] });

const queue = (page: Page) => page.getByRole('list', { name: 'Tệp đang tải lên' });
const row = (page: Page, name: string) => queue(page).getByRole('listitem').filter({ hasText: name });
const choose = (page: Page) => page.locator('input[type=file]');

async function open(page: Page, portal: Portal) {
  await page.goto(`${portal.xa}/bien-tap/thu-vien`);
  await expect(page.locator('upload-desk')).toHaveAttribute('data-live', '');
}

/** Gives files to the page as a drag or the clipboard would. */
async function give(page: Page, kind: 'drop' | 'paste', name: string, bytes: Buffer) {
  await page.evaluate(
    ({ kind, name, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name, { type: 'image/png' }));
      const event =
        kind === 'drop'
          ? new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })
          : new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true });
      document.querySelector('main')?.dispatchEvent(event);
    },
    { kind, name, base64: bytes.toString('base64') },
  );
}

test('nhiều tệp một lúc, mỗi tệp một dòng có tiến độ, danh sách tự thêm', async ({ someone, portal, audit }) => {
  const page = await someone('tac-gia', ['author']);
  await open(page, portal);
  const files = ['mot.png', 'hai.png', 'ba.png', 'bon.png'].map(picture);
  await choose(page).setInputFiles([...files, pdf('nam.pdf')]);
  await expect(queue(page).getByRole('listitem')).toHaveCount(5);
  await expect(queue(page).getByText('Xong')).toHaveCount(5);
  await expect(page.getByText('Đã tải lên 5 tệp.')).toBeAttached();
  for (const name of ['mot.png', 'nam.pdf']) {
    await expect(page.getByRole('list', { name: 'Các tệp' }).getByText(name)).toBeVisible();
  }
  await audit(page);
  // A page of the app: the link opens it in place.
  await page.getByRole('link', { name: 'Mở nam.pdf' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('nam.pdf');
});

test('hủy, tải lại, và thử lại sau khi mất mạng', async ({ someone, portal, audit }) => {
  const page = await someone('tac-gia', ['author']);
  await open(page, portal);
  // Held back until it is cancelled, then let through.
  let isHeld = true;
  await page.route('**/api/media/upload?**', (route) => (isHeld ? undefined : route.continue()));
  await choose(page).setInputFiles([picture('cham.png')]);
  await expect(row(page, 'cham.png').getByRole('progressbar')).toBeVisible();
  await row(page, 'cham.png').getByRole('button', { name: 'Hủy' }).click();
  await expect(row(page, 'cham.png')).toContainText('Đã hủy');
  await expect(row(page, 'cham.png').getByRole('button', { name: 'Tải lại' })).toBeFocused();
  isHeld = false;
  await page.unroute('**/api/media/upload?**');
  await page.keyboard.press('Enter');
  await expect(row(page, 'cham.png')).toContainText('Xong');

  await page.context().setOffline(true);
  await choose(page).setInputFiles([picture('mat-mang.png')]);
  await expect(row(page, 'mat-mang.png')).toContainText('Mất kết nối, tệp chưa tải lên được.');
  await audit(page);
  await page.context().setOffline(false);
  await row(page, 'mat-mang.png').getByRole('button', { name: 'Thử lại' }).click();
  await expect(row(page, 'mat-mang.png')).toContainText('Xong');
});

test('kéo thả và dán ảnh', async ({ someone, portal }) => {
  const page = await someone('tac-gia', ['author']);
  await open(page, portal);
  await give(page, 'drop', 'tha.png', png(anyColour()));
  await expect(row(page, 'tha.png')).toContainText('Xong');
  await give(page, 'paste', 'image.png', png(anyColour()));
  await expect(row(page, 'anh-dan-')).toContainText('Xong');
  // Coming back by the app, the form is taken over again.
  await page.getByRole('link', { name: 'Mở tha.png' }).click();
  await page.getByRole('link', { name: 'Thư viện tệp' }).first().click();
  await expect(page.locator('upload-desk')).toHaveAttribute('data-live', '');
  await give(page, 'drop', 'lan-nua.png', png(anyColour()));
  await expect(row(page, 'lan-nua.png')).toContainText('Xong');
});

test('ảnh quá 20 MB bị từ chối trước khi gửi, phiên hết hạn thì nói rõ', async ({ someone, portal }) => {
  const page = await someone('tac-gia', ['author']);
  await open(page, portal);
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(21 * 1024 * 1024)], 'lon.jpg', { type: 'image/jpeg' }));
    document
      .querySelector('main')
      ?.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  });
  await expect(row(page, 'lon.jpg')).toContainText('Ảnh lớn hơn 20 MB');
  await page.context().clearCookies();
  await choose(page).setInputFiles([picture('het-phien.png')]);
  await expect(row(page, 'het-phien.png')).toContainText('Phiên làm việc đã hết hạn');
  await expect(row(page, 'het-phien.png').getByRole('button', { name: 'Thử lại' })).toBeVisible();
});
