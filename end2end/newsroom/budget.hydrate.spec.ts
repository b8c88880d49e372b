// What someone who writes downloads, in bytes as they come over the wire; and that the screens of the server alone bring no app.
import { expect, test } from '../support/test';
import { editorReady } from '../support/writing';

const KB = 1000;

test('phần biên tập cùng trình soạn thảo nhẹ hơn 400 kB', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const page = await author.context().newPage();
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  const paths = new Map<string, string>();
  const fetched = new Map<string, number>();
  client.on('Network.requestWillBeSent', ({ requestId, request }) => paths.set(requestId, new URL(request.url).pathname));
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    fetched.set(paths.get(requestId) ?? '', encodedDataLength),
  );
  await page.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  await editorReady(page);
  const app = [...fetched].filter(([path]) => /\.(wasm|js)$/.test(path) && path.startsWith('/pkg/'));
  console.log(JSON.stringify(Object.fromEntries(app)));
  for (const part of ['newsroom', 'editor'])
    expect(
      app.some(([path]) => path.includes(`/${part}.`)),
      part,
    ).toBe(true);
  expect(app.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThan(400 * KB);
});

test('màn hình quản trị và thư viện không tải ứng dụng', async ({ someone, portal }) => {
  const person = await someone('quan-tri', ['administrator', 'author']);
  for (const path of ['/bien-tap/chuyen-muc', '/bien-tap/thu-vien', '/bien-tap/toi']) {
    // What the page before still fetches when it has nothing better to do is not this one's.
    await person.goto('about:blank');
    const fetched: string[] = [];
    const note = (request: { url: () => string }) => fetched.push(new URL(request.url()).pathname);
    person.on('request', note);
    await person.goto(portal.xa + path, { waitUntil: 'networkidle' });
    person.off('request', note);
    expect(
      fetched.filter((file) => /\.wasm$|\/(newsroom|editor)\.[^/]*js$/.test(file)),
      path,
    ).toEqual([]);
  }
});
