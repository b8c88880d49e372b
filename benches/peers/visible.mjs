// What a person sees of a page: its text, and the words that stand for its pictures.
const UNSEEN = /<!--.*?-->|<(script|style|noscript|svg|head)\b.*?<\/\1>/gs;
/** These begin a line of their own; all others stand within one. */
const BLOCKS =
  /<\/?(?:article|aside|blockquote|body|button|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|html|input|label|legend|li|main|nav|ol|p|section|summary|table|tbody|td|th|thead|time|tr|ul)\b[^>]*>|<br\b[^>]*>/g;
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
/** Ours counts its readers, the others do not. */
const FIGURES = /(<dd data-figure="\w+">)[^<]*/g;

/** Ours finds what speaks of the same, the others take the section's newest; and its tags they do not know. */
const OWN = /<section class="related">.*?<\/section>|<p>Từ khóa:.*?<\/p>/gs;

export function visibleText(html) {
  return html
    .replace(UNSEEN, '')
    .replace(OWN, '')
    .replace(FIGURES, '$1')
    .replace(/<img\b[^>]*?\balt="([^"]*)"[^>]*>/g, '\n[$1]\n')
    .replace(BLOCKS, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi,
      (_, decimal, hex, name) => ENTITIES[name] ?? String.fromCodePoint(decimal ?? `0x${hex}`),
    )
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n');
}

/** The first line in which two texts differ, for whoever must mend it. */
export function firstDifference(one, other) {
  const [lines, others] = [one.split('\n'), other.split('\n')];
  const at = lines.findIndex((line, number) => line !== others[number]);
  return at < 0 ? `"…" instead of "${others[lines.length]}"` : `"${lines[at]}" instead of "${others[at]}"`;
}
