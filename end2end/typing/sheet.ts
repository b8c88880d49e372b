// One piece of the newsroom, open in the editor of a person: prepared by the importer, typed in, saved, read back from the server.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Locator, type Page, expect } from '@playwright/test';
import { type Portal, run } from '../support/program';
import type { Block } from './places';

const PICTURE = resolve(import.meta.dirname, '../../demo/xa/bai-viet/anh-cau-khuoi-lanh.jpg');

/** A stored node, as far as it is read here. */
interface Stored {
  type: string;
  text?: string;
  marks?: { type: string }[];
  content?: Stored[];
}

export interface Sheet {
  page: Page;
  id: string;
  editor: Locator;
  /** All text blocks in what the server keeps as the newest revision. */
  kept: () => Promise<Block[]>;
  save: () => Promise<void>;
}

/** A draft with this text, made by the importer and opened by someone who may write it. */
export async function openSheet(page: Page, portal: Portal, html: string): Promise<Sheet> {
  const title = `Bài để gõ thử ${Math.random().toString(36).slice(2, 8)}`;
  importDraft(portal, title, html);
  await page.goto(`${portal.xa}/bien-tap?muc=ban-nhap`);
  const address = await page.getByRole('link', { name: title }).getAttribute('href');
  const id = address?.split('/').at(-1) ?? '';
  await page.goto(portal.xa + address);
  const editor = page.getByRole('textbox', { name: 'Nội dung' }).and(page.locator('.ProseMirror'));
  await expect(editor).toHaveAttribute('contenteditable', 'true');
  const kept = () => page.evaluate(readKept, id).then((content) => blocksOf(content as Stored));
  const save = async () => {
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await expect(page.locator('[data-save-state]')).toHaveAttribute('data-save-state', 'saved');
  };
  return { page, id, editor, kept, save };
}

function importDraft(portal: Portal, title: string, html: string) {
  const folder = mkdtempSync(join(tmpdir(), 'congdan-typing-'));
  copyFileSync(PICTURE, join(folder, 'anh.jpg'));
  writeFileSync(join(folder, 'bai.html'), page(title, html));
  run('import', 'html', '--data', portal.data, folder);
  rmSync(folder, { recursive: true });
}

const page = (title: string, html: string) => `<!DOCTYPE html>
<html lang="vi">
<head><meta charset="utf-8"><title>${title}</title><meta name="section" content="Tin hoạt động"></head>
<body><article><h1>${title}</h1><p class="lead">Đoạn mở đầu của bài để gõ thử.</p>
${html}
</article></body>
</html>`;

/** Runs in the page, where the session's cookies are. */
async function readKept(id: string): Promise<unknown> {
  const answer = await fetch(`/api/work/piece?id=${id}`, { headers: { accept: 'application/json' } });
  const { content } = await answer.json();
  const parsed = typeof content === 'string' ? JSON.parse(content) : content;
  return parsed.doc ?? parsed;
}

export function blocksOf(node: Stored): Block[] {
  const children = node.content ?? [];
  const isText = ({ type }: Stored) => type === 'text';
  if (!['paragraph', 'heading', 'caption', 'table_caption'].includes(node.type)) return children.flatMap(blocksOf);
  const text = (parts: Stored[]) => parts.map((part) => part.text ?? '').join('');
  const isBold = (part: Stored) => isText(part) && !!part.marks?.some(({ type }) => type === 'strong');
  return [{ text: text(children), bold: text(children.filter(isBold)) }];
}
