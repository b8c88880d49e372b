// Which marks an element gives its text: by its name, and by what its style says against it.
import { linkAddress } from './links';
import type { Styles } from './styles';
import { escape } from './tree';

export interface Marks {
  href?: string | null;
  lang?: string | null;
  strong?: boolean;
  em?: boolean;
  u?: boolean;
  s?: boolean;
  script?: 'sub' | 'sup' | null;
}

const BY_TAG: Record<string, Marks> = {
  b: { strong: true },
  strong: { strong: true },
  i: { em: true },
  em: { em: true },
  cite: { em: true },
  dfn: { em: true },
  var: { em: true },
  u: { u: true },
  ins: { u: true },
  s: { s: true },
  strike: { s: true },
  del: { s: true },
  sub: { script: 'sub' },
  sup: { script: 'sup' },
};
const LANGUAGE = /^[A-Za-z]{2,8}(?:-[0-9A-Za-z]{1,8})*$/;
const VIETNAMESE = /[ăđĩũơưạ-ỹ]/i;

export function marksOf(element: Element, styles: Styles, around: Marks, isOffice: boolean): Marks {
  const marks: Marks = { ...around, ...BY_TAG[element.localName], ...language(element, isOffice) };
  const own = styles.of(element);
  const weight = /^(?:(bold|bolder)|(normal|lighter)|(\d+))/i.exec(own.get('font-weight') ?? '');
  if (weight) marks.strong = Boolean(weight[1]) || Number(weight[3] ?? 0) >= 600;
  const slant = /^(?:(italic|oblique)|normal)/i.exec(own.get('font-style') ?? '');
  if (slant) marks.em = Boolean(slant[1]);
  const line = own.get('text-decoration-line') ?? own.get('text-decoration');
  if (line) {
    // A line is drawn through all that stands inside: "none" takes away only the element's own.
    marks.u = around.u || /underline/i.test(line);
    marks.s = around.s || /line-through/i.test(line);
  }
  const raised = /^(?:(super)|sub|baseline)/i.exec(own.get('vertical-align') ?? '');
  if (raised && !/^(td|th|tr|img)$/.test(element.localName)) {
    marks.script = raised[1] ? 'sup' : /^sub/i.test(raised[0]) ? 'sub' : null;
  }
  const href = element.localName === 'a' ? element.getAttribute('href') : null;
  if (href) marks.href = linkAddress(href);
  return marks;
}

/** Word and Writer call everything English that they were not told about, Vietnamese included. */
function language(element: Element, isOffice: boolean): Marks {
  const lang = element.getAttribute('lang') ?? element.getAttribute('xml:lang');
  if (!lang || lang.length > 35 || !LANGUAGE.test(lang)) return {};
  const text = element.textContent ?? '';
  const isForeign =
    !/^vi\b/i.test(lang) && !(isOffice && /^en\b/i.test(lang)) && /\p{L}/u.test(text) && !VIETNAMESE.test(text.normalize('NFC'));
  return { lang: isForeign ? lang : null };
}

/** Opening tags in the order of the schema. A link is underlined as it is, a heading and a header cell are bold as they are. */
export function tagsOf(marks: Marks, isHeading: boolean): string[] {
  const tags: string[] = [];
  if (marks.href) tags.push(`<a href="${escape(marks.href)}">`);
  if (marks.lang) tags.push(`<span lang="${escape(marks.lang)}">`);
  if (marks.strong && !isHeading) tags.push('<strong>');
  if (marks.em) tags.push('<em>');
  if (marks.u && !marks.href && !isHeading) tags.push('<u>');
  if (marks.s && !isHeading) tags.push('<s>');
  if (marks.script) tags.push(`<${marks.script}>`);
  return tags;
}
