// The editor's schema, made from schema.generated.json. The rules of attributes are those of attributes.rs and url.rs;
// the differential test (content/tests/agreement.rs) holds the two languages together.

const INVISIBLE =
  /[\u0000-\u0020\u007f-\u00a0\\"<>`{}|^\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufffd-\uffff]/u;
const HOST = /^(?:\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z_\u0080-\u{10ffff}][0-9A-Za-z_.\u0080-\u{10ffff}-]*)(?::[0-9]{1,5})?$/u;

/** @param {string} text */
export function isUrl(text) {
  if ([...text].length > 2000 || INVISIBLE.test(text)) return false;
  if (text.startsWith('/')) return !text.startsWith('//');
  const web = /^[Hh][Tt][Tt][Pp][Ss]?:\/\/([^/?#]*)/.exec(text);
  if (web) return HOST.test(web[1] ?? '');
  if (/^[Mm][Aa][Ii][Ll][Tt][Oo]:/.test(text)) return /^([^@?]+@[^@?]+(\?|$)|\?.)/su.test(text.slice(7));
  return /^[Tt][Ee][Ll]:\+?[0-9][0-9().-]*$/.test(text);
}

/** @type {Record<string, (value: any, rule: any) => boolean>} */
const FITS = {
  whole: (value, rule) => Number.isInteger(value) && value >= rule.min && value <= rule.max,
  flag: (value) => typeof value === 'boolean',
  text: (value, rule) => typeof value === 'string' && [...value.normalize('NFC')].length <= rule.max,
  oneOf: (value, rule) => rule.words.includes(value),
  mediaId: (value) => typeof value === 'string' && /^[0-9A-Za-z_-]{1,64}$/.test(value),
  url: (value) => typeof value === 'string' && isUrl(value),
  language: (value) => typeof value === 'string' && value.length <= 35 && /^[A-Za-z]{2,8}(?:-[0-9A-Za-z]{1,8})*$/.test(value),
  widths: (value) =>
    Array.isArray(value) &&
    value.length >= 1 &&
    value.length <= 100 &&
    value.every((width) => Number.isInteger(width) && width >= 0 && width <= 10000),
};

/** @param {any} attr */
function attrSpec(attr) {
  const fits = FITS[attr.rule.is];
  if (!fits) throw new Error(`unknown rule ${attr.rule.is}`);
  /** @type {any} */
  const spec = {
    /** @param {unknown} value */
    validate(value) {
      if (!(value === null && attr.default === null) && !fits(value, attr.rule)) {
        throw new RangeError(`${attr.name}: ${JSON.stringify(value)} is not ${attr.rule.is}`);
      }
    },
  };
  if ('default' in attr) spec.default = attr.default;
  return spec;
}

/** @param {any[]} attrs */
function attrSpecs(attrs) {
  return Object.fromEntries(attrs.map((attr) => [attr.name, attrSpec(attr)]));
}

/**
 * What `new Schema(...)` takes; `toDOM` and `parseDOM` are the editor's to add.
 * @param {any} table schema.generated.json
 */
export function schemaSpec(table) {
  /** @type {Record<string, any>} */
  const nodes = {};
  for (const node of table.nodes) {
    nodes[node.name] = { content: node.content, marks: node.marks, attrs: attrSpecs(node.attrs) };
    if (node.group) nodes[node.name].group = node.group;
    if (node.inline) nodes[node.name].inline = true;
    if (node.tableRole) Object.assign(nodes[node.name], { tableRole: node.tableRole, isolating: true });
  }
  /** @type {Record<string, any>} */
  const marks = {};
  for (const mark of table.marks) marks[mark.name] = { excludes: mark.excludes, attrs: attrSpecs(mark.attrs) };
  return { nodes, marks };
}
