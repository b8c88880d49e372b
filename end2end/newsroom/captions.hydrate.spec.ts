// The words of a video: a captions file of the library, put to it, taken away, and with the reader as a track.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { editorReady } from '../support/writing';

test.use({ allowed: [/status of 4\d\d/] });

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const VIDEO = Buffer.concat([Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isom', 'latin1'), Buffer.alloc(4096, 7)]);
const CAPTIONS = Buffer.from('WEBVTT\n\n00:00.000 --> 00:04.000\nXin chào bà con.\n');

async function give(page: Page, button: string, name: string, mimeType: string, buffer: Buffer) {
  const chooser = page.waitForEvent('filechooser');
  await press(page, button);
  await (await chooser).setFiles({ name, mimeType, buffer });
}

test('phụ đề của video là một tệp WebVTT: thêm, bỏ, tới người đọc', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  await author.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  const text = await editorReady(author);
  await author.getByLabel('Tiêu đề').fill('Bài có video');
  await author.getByLabel('Chuyên mục').selectOption({ index: 1 });
  await text.click();
  await give(author, 'Chèn video', 'hop-dan.mp4', 'video/mp4', VIDEO);
  await expect(text.locator('video')).toHaveCount(1);

  await give(author, 'Thêm tệp phụ đề', 'loi.vtt', 'text/vtt', Buffer.from('không phải phụ đề'));
  await expect(author.getByText('WebVTT', { exact: false }).first()).toBeVisible();
  await give(author, 'Thêm tệp phụ đề', 'loi.vtt', 'text/vtt', CAPTIONS);
  await expect(text.getByText('Phụ đề: loi.vtt')).toBeVisible();
  await press(author, 'Bỏ phụ đề');
  await expect(text.getByText('Phụ đề: loi.vtt')).toBeHidden();
  await give(author, 'Thêm tệp phụ đề', 'loi.vtt', 'text/vtt', CAPTIONS);
  await expect(text.getByText('Phụ đề: loi.vtt')).toBeVisible();
  await press(author, 'Lưu bản nháp');
  await expect(author.getByRole('status').first()).toContainText('Đã lưu phiên bản 1');
  await expect(author).toHaveURL(/\/tin-bai\/[0-9a-f-]{36}$/);

  const id = new URL(author.url()).pathname.split('/').at(-1);
  await author.goto(`${portal.xa}/bien-tap/xem-truoc/${id}`);
  const track = author.locator('video track[kind=captions]');
  await expect(track).toHaveAttribute('srclang', 'vi');
  const [type, words] = await track.evaluate(async (track) => {
    const answer = await fetch((track as HTMLTrackElement).src);
    return [answer.headers.get('content-type'), await answer.text()];
  });
  expect(type).toContain('text/vtt');
  expect(words).toContain('Xin chào bà con.');
});
