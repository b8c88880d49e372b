// What the page shows, out of the portal's database by the portal's own statements; Node's own driver.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const RELATED = 4;
const LIST_MEDIA = `select m.id, m.name, m.width as whole_width, m.height as whole_height, r.format, r.width, r.height, r.hash
  from revision_media u join media m on m.id = u.media_id join rendition r on r.media_id = m.id
  where u.revision_id = (select published_revision_id from article where id = $1) and m.kind = 'picture' order by m.id, r.format, r.width`;

let opened;

/** Opened when the first page is asked for: nothing is there while the app is built. */
function open() {
  const db = new DatabaseSync(process.env.PORTAL_DATABASE, { readOnly: true });
  const ours = (name) => db.prepare(readFileSync(join(process.env.PORTAL_STATEMENTS, `${name}.sql`), 'utf8'));
  const [{ id: site }] = db.prepare('select id from site where host = ?').all(process.env.PORTAL_HOST);
  return {
    site,
    findPublished: ours('article/sql/find_published'),
    listRelated: ours('article/sql/list_related'),
    listMedia: db.prepare(LIST_MEDIA),
    findView: ours('site/sql/find_view'),
    listMenu: ours('section/sql/list_menu'),
    listBlocks: ours('blocks/sql/list_blocks'),
    listItems: ours('blocks/sql/list_items'),
    listWebLinks: ours('blocks/sql/list_web_links'),
    listPages: ours('page/sql/list_links'),
  };
}

function all(name, ...values) {
  opened ??= open();
  const numbered = values.map((value, place) => [`$${place + 1}`, value ?? opened.site]);
  return opened[name].all(Object.fromEntries(numbered));
}

/** In place of an undefined value the statements get the site. */
const SITE = undefined;

export function readFrame() {
  const [site] = all('findView', SITE);
  const blocks = all('listBlocks', SITE).map(({ title, section_id, length }) => ({
    title,
    items: all('listItems', section_id, length),
  }));
  return { site, blocks, menu: all('listMenu', SITE), webLinks: all('listWebLinks', SITE), pages: all('listPages', SITE) };
}

/** Undefined where there is no such article. */
export function readArticle(slug) {
  const [article] = all('findPublished', SITE, slug);
  if (!article || article.withdrawn_at !== null) return undefined;
  return {
    ...article,
    content: JSON.parse(article.content),
    cover: article.cover_id && named(article.cover_id),
    media: all('listMedia', article.id).map((one) => ({ ...one, id: named(one.id), address: address(one) })),
    related: all('listRelated', article.section_id, article.id, RELATED, SITE),
  };
}

function address({ hash, name, width, format }) {
  return `/tap-tin/${hash}/${name.replace(/\.\w+$/, '')}-${width}.${format === 'webp' ? 'webp' : 'jpg'}`;
}

function named(bytes) {
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
