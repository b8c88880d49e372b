// Nodes that die while people read and write: no read fails, and whatever was said to be saved is there.
import { Cluster } from '../support/cluster';
import type { Portal } from '../support/program';
import { expect, test } from '../support/test';
import { fillText } from '../support/writing';

// A save that a dying node swallowed is answered by the balancer, and the console says so.
test.use({ allowed: [/status of (502|409)/] });

function several(portal: Portal): Cluster {
  if (!(portal instanceof Cluster)) throw new Error('these run on several nodes');
  return portal;
}

test('người đọc không gặp lỗi khi một nút chết và được thay', async ({ portal }) => {
  const cluster = several(portal);
  const paths = ['/', '/bai-viet/khong-co', '/tim-kiem?q=xã', '/chuyen-muc/tin-hoat-dong', '/thong-ke-truy-cap', '/rss.xml'];
  const answers = new Map<string, number>();
  let number = 0;
  let isOver = false;
  const readers = Array.from({ length: 4 }, async (_, reader) => {
    for (let turn = reader; !isOver; turn += 1) {
      const path = encodeURI(paths[turn % paths.length] ?? '/');
      const { status } = await portal.ask('xa.localhost', path);
      answers.set(`${path} ${status}`, (answers.get(`${path} ${status}`) ?? 0) + 1);
      number += 1;
    }
  });
  // As many reads while a node is dead and still named as while its successor serves, however fast the machine is.
  const moreReads = async () => {
    const before = number;
    await expect.poll(() => number - before).toBeGreaterThan(20);
  };
  for (let time = 0; time < 3; time += 1) {
    await cluster.killOne();
    await moreReads();
    await cluster.replaceOne();
    await moreReads();
  }
  isOver = true;
  await Promise.all(readers);
  const wrong = [...answers.keys()].filter((line) => !line.endsWith(line.includes('khong-co') ? ' 404' : ' 200'));
  expect(wrong, JSON.stringify([...answers])).toEqual([]);
});

test('không mất lần lưu nào đã được báo là xong', async ({ portal, someone }) => {
  const cluster = several(portal);
  const author = await someone('tac-gia', ['author']);
  await author.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  const title = `Bài lưu nhiều lần ${Math.random().toString(36).slice(2, 8)}`;
  await author.getByLabel('Tiêu đề').fill(title);
  await author.getByLabel('Chuyên mục').selectOption({ index: 1 });
  await fillText(author, 'Lần 0.');
  await author.getByRole('button', { name: 'Lưu bản nháp', exact: true }).click();
  await expect(author.getByRole('status').first()).toContainText('Đã lưu phiên bản 1');

  const saving = author.evaluate(async (title) => {
    const id = location.pathname.split('/').pop() ?? '';
    const section = document.querySelector<HTMLSelectElement>('select[name=section]')?.value ?? '';
    const said: { number: number; text: string }[] = [];
    let base = 1;
    for (let turn = 1; turn <= 40; turn += 1) {
      const text = `Lần ${turn}.`;
      const body = new URLSearchParams({ id, base: `${base}`, title, lead: '', section, text, drops: '1' });
      const headers = { accept: 'application/json' };
      const answer = await fetch('/api/work/save', { method: 'POST', body, headers }).catch(() => null);
      const told = answer?.ok ? await answer.text().catch(() => '') : '';
      const number = Number(/Đã lưu phiên bản (\d+)/.exec(told)?.[1] ?? 0);
      if (number > 0) {
        said.push({ number, text });
        base = number;
        continue;
      }
      // Nobody said that it was done; it may be. What stands there now is the next one's base.
      const piece = await fetch(`/api/work/piece?id=${id}`).catch(() => null);
      if (piece?.ok) base = (await piece.json().catch(() => ({ number: base }))).number;
    }
    return said;
  }, title);
  for (let time = 0; time < 2; time += 1) {
    await cluster.killOne();
    await cluster.replaceOne();
  }
  const said = await saving;
  await author.reload();
  const last = said.at(-1)?.number ?? 0;
  await expect(author.getByText(`Phiên bản ${last}`).first()).toBeVisible();
  const id = new URL(author.url()).pathname.split('/').pop() ?? '';
  for (const { number, text } of said) {
    const version = await author.evaluate(
      async (path) => (await fetch(path)).text(),
      `/bien-tap/tin-bai/${id}/so-sanh?tu=1&den=${number}`,
    );
    expect(version.replace(/<[^>]+>/g, ''), `phiên bản ${number}`).toContain(text);
  }
  expect(said.length).toBeGreaterThan(30);
});
