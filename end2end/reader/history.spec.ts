// The public history of an article that was corrected many times, with scripts and without.
import { sendForm, writePiece } from '../support/forms';
import { expect, test } from '../support/test';

test('lịch sử đính chính dài được chia trang, không thiếu lần nào', async ({ page, open, someone, portal, audit }) => {
  test.slow();
  const title = `Lịch cắt nước đổi nhiều lần ${Math.random().toString(36).slice(2, 8)}`;
  const publisher = await someone('duyet-dang', ['author', 'publisher']);
  const { id, to } = await writePiece(publisher, portal, title, { then: 'urgent' });
  for (let base = 1; base < 53; base += 1) {
    const fields = { title, section: 'tin-hoat-dong', text: `Lần thứ ${base + 1}.` };
    const step = { then: 'urgent', note: `Đổi lịch lần ${base}.` };
    await sendForm(publisher, portal, 'work/save', { ...fields, ...step, id, base: String(base) });
  }
  await publisher.goto(portal.xa + to);
  const article = await publisher.getByRole('link', { name: 'Xem bài trên cổng' }).getAttribute('href');
  await open(`${article}/phien-ban`);
  const entries = page.getByRole('listitem').filter({ hasText: 'Mã băm' });
  await expect(entries).toHaveCount(50);
  await expect(entries.first()).toContainText('Lý do: Đổi lịch lần 52.');
  await audit();
  await page.getByRole('link', { name: 'Cũ hơn', exact: true }).click();
  await expect(page).toHaveURL(/\/phien-ban\?trang=2$/);
  await expect(page).toHaveTitle(/, trang 2 – /);
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', page.url());
  await expect(entries).toHaveCount(3);
  await expect(entries.last()).toContainText('Đăng');
  await audit();
  await page.getByRole('link', { name: 'Mới hơn', exact: true }).click();
  await expect(page).toHaveURL(/\/phien-ban$/);
  await expect(entries).toHaveCount(50);
  for (const trang of ['3', '0', 'hai', '-1']) {
    const { status, body } = await portal.ask('xa.localhost', `${article}/phien-ban?trang=${trang}`);
    expect(status, trang).toBe(404);
    expect(body, trang).toContain('<h1>Không có trang nào ở địa chỉ này<');
  }
});
