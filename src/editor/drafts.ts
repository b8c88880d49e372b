// The list of what was typed on this machine and never reached the server: found on the first page of the newsroom.
import { element } from './ask';
import { list } from './journal';

/** `place` is filled only where there is something. */
export async function showLocalDrafts(place: HTMLElement, account: string) {
  const unsent = (await list(account).catch(() => [])).filter((entry) => !entry.isKept);
  if (unsent.length === 0) return;
  const lines = unsent.map(({ piece, base, title, at }) => {
    const href = base === 0 ? `/bien-tap/tin-bai/moi?ban=${piece}` : `/bien-tap/tin-bai/${piece}`;
    const when = new Date(at).toLocaleString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' });
    return element('li', {}, element('a', { href }, title), ' ', element('small', {}, when));
  });
  place.replaceChildren(
    element(
      'section',
      { class: 'notice', 'aria-labelledby': 'tren-may-nay' },
      element('h2', { id: 'tren-may-nay' }, 'Chỉ có trên máy này, chưa gửi lên máy chủ'),
      element('ul', { role: 'list' }, ...lines),
    ),
  );
}
