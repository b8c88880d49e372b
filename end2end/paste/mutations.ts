// Fixtures made worse in ways that clipboards, cut transfers and hostile pages make them.

/** A whole number from 0 to below `below`. */
export type Random = (below: number) => number;

const LITTER = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><a href="javascript:alert(1)"><text>x</text></a></svg>',
  '<math><mtext><table><mglyph><style><img src onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="\u0001java\nscript:alert(1)">x</a>',
  '<p style="mso-list:l0 level99 lfo1"><span style="mso-list:Ignore">1.</span>x</p>',
  '<p style="mso-list:l0 level2 lfo1">x</p>',
  '<li aria-level="1e9">x</li>',
  '<ol start="-5"><li aria-level="3">x</li></ol>',
  '<td colspan="0" rowspan="99999">x</td>',
  '<table><tr><td colspan=1000000>x</table>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<form><input autofocus onfocus=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><script>alert(1)</script></template>',
  '<style><!--</style><img src=x onerror=alert(1)>--></style>',
  '<span lang="x\u0000y" style="font-family:.VnTimeH">céng hoµ</span>',
  '<h1><h2><table><caption><hr>x',
  '<figure><figcaption><img src="data:image/png;base64,AAAA" alt="<b>"><table><tr><td>x',
  '<!--[if gte mso 9]><xml><o:OLEObject ProgID="a"',
  '<![if !supportLists]>',
  ']]>-->',
  '\u0000',
  '\ud800',
  '&#xd800;&#0;&#x202e;',
  '\u0301\u0323',
  '<base href="https://la.example.com/"><meta http-equiv=refresh content=0>',
];
const WRAPPERS = [
  'b',
  'div',
  'ul',
  'ol',
  'li',
  'table',
  'td',
  'blockquote',
  'span',
  'h2',
  'a href="https://x.vn"',
  'figure',
  'p',
  'font face=".VnTime"',
];
const ATTRIBUTE = /\s[\w:-]+=(?:"[^"]*"|'[^']*'|[^\s>]+)/g;

const CHANGES: ((html: string, random: Random, others: string[]) => string)[] = [
  (html, random) => html.slice(0, random(html.length + 1)),
  (html, random) => html.slice(random(html.length + 1)),
  (html, random) => {
    const [from, length] = [random(html.length + 1), random(400)];
    return html.slice(0, from) + html.slice(from + length);
  },
  (html, random) => {
    const [from, to, length] = [random(html.length + 1), random(html.length + 1), random(800)];
    return html.slice(0, to) + html.slice(from, from + length) + html.slice(to);
  },
  (html, random) => {
    const at = random(html.length + 1);
    return html.slice(0, at) + (LITTER[random(LITTER.length)] ?? '') + html.slice(at);
  },
  (html, random) => {
    const tag = WRAPPERS[random(WRAPPERS.length)] ?? 'b';
    return `<${tag}>`.repeat(1 + random(40)) + html;
  },
  (html, random) => {
    const attributes = html.match(ATTRIBUTE) ?? [];
    return html.replace(ATTRIBUTE, (own) => (random(3) ? own : (attributes[random(attributes.length)] ?? own)));
  },
  (html, random) => html.replace(/<(\/?)(\w+)/g, (tag, slash) => (random(12) ? tag : `<${slash}${WRAPPERS[random(5)]}`)),
  (html, random, others) => html + (others[random(others.length)] ?? ''),
];

export function mutate(fixtures: string[], random: Random): string {
  let html = fixtures[random(fixtures.length)] ?? '';
  for (let times = 1 + random(4); times > 0; times -= 1) html = CHANGES[random(CHANGES.length)]?.(html, random, fixtures) ?? html;
  return html;
}
