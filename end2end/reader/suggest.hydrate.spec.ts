import { expect, test } from '../support/test';

test('gõ dở, tiêu đề được gợi ý', async ({ page, open }) => {
  await open('/');
  const field = page.getByRole('combobox', { name: 'Tìm tin bài' });
  await field.pressSequentially('tiem chun', { delay: 20 });
  const offered = page.locator('#goi-y option');
  await expect
    .poll(() => offered.evaluateAll((options) => options.map((option) => option.getAttribute('value'))))
    .toContain('Tiêm chủng mở rộng: trạm y tế mở thêm điểm tại Lũng Vài');
  await field.fill('');
  await expect(offered).toHaveCount(0);
});
