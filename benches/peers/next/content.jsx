// The typed document of an article.
import { Fragment } from 'react';

const SIZES = '(min-width: 46rem) 42rem, calc(100vw - 2rem)';
const FALLBACK_WIDTH = 640;
const LINES = ['paragraph', 'heading', 'caption', 'table_caption'];
const MARKS = { strong: 'strong', em: 'em', underline: 'u', strike: 's', sub: 'sub', sup: 'sup' };

/** Syllables, as Vietnamese editors count. */
export function words({ type, attrs, content = [] }) {
  const count = (text) => text.split(/\s+/).filter(Boolean).length;
  if (LINES.includes(type)) return count(content.map(({ text }) => text ?? '\n').join(''));
  return count(attrs?.credit ?? '') + content.reduce((sum, node) => sum + words(node), 0);
}

export function Blocks({ nodes, media }) {
  return nodes.map((node, place) => <Block key={place} node={node} media={media} />);
}

function Block({ node: { type, attrs, content = [] }, media }) {
  const Heading = `h${attrs?.level ?? 2}`;
  switch (type) {
    case 'paragraph':
      return content.length > 0 && <p>{inline(content)}</p>;
    case 'heading':
      return <Heading>{inline(content)}</Heading>;
    case 'bullet_list':
      return <ul>{items(content, media)}</ul>;
    case 'ordered_list':
      return <ol start={attrs?.order}>{items(content, media)}</ol>;
    case 'blockquote':
      return (
        <blockquote>
          <Blocks nodes={content} media={media} />
        </blockquote>
      );
    case 'picture':
      return <Picture attrs={attrs} content={content} media={media} />;
    case 'table_block':
      return <Table parts={content} media={media} />;
    case 'horizontal_rule':
      return <hr />;
    default:
      return null;
  }
}

function items(nodes, media) {
  return nodes.map(({ content }, place) => <li key={place}>{tight(content, media)}</li>);
}

/** A single line stands without a paragraph around it, also when lists follow. */
function tight([first, ...rest], media) {
  const isLine = first.type === 'paragraph' && rest.every(({ type }) => type.endsWith('_list'));
  return (
    <>
      {isLine ? inline(first.content ?? []) : <Block node={first} media={media} />}
      <Blocks nodes={rest} media={media} />
    </>
  );
}

function Picture({ attrs, content, media }) {
  const sizes = media.filter(({ id }) => id === attrs.media);
  const srcSet = (wanted) =>
    sizes
      .filter(({ format }) => format === wanted)
      .map(({ address, width }) => `${address} ${width}w`)
      .join(', ');
  const off = ({ width }) => Math.abs(width - FALLBACK_WIDTH);
  const [fallback] = sizes.filter(({ format }) => format === 'jpeg').sort((one, other) => off(one) - off(other));
  const caption = content.flatMap((part) => part.content ?? []);
  return (
    <figure className="picture">
      <picture>
        <source type="image/webp" srcSet={srcSet('webp')} sizes={SIZES} />
        <img
          src={fallback.address}
          srcSet={srcSet('jpeg')}
          sizes={SIZES}
          width={fallback.whole_width}
          height={fallback.whole_height}
          alt={attrs.decorative ? '' : (attrs.alt ?? '')}
          decoding="async"
          loading="lazy"
        />
      </picture>
      <figcaption>
        {inline(caption)} {attrs.credit && <small>{attrs.credit}</small>}
      </figcaption>
    </figure>
  );
}

function Table({ parts, media }) {
  const part = (wanted) => parts.find(({ type }) => type === wanted)?.content ?? [];
  const caption = part('table_caption');
  return (
    <div className="table-frame" role="region" tabIndex={0} aria-label={caption.map(({ text }) => text).join('') || 'Bảng'}>
      <table>
        {caption.length > 0 && <caption>{inline(caption)}</caption>}
        <tbody>
          {part('table').map((row, place) => (
            <tr key={place}>
              {row.content.map(({ type, attrs, content }, place) => {
                const Cell = type === 'table_header' ? 'th' : 'td';
                return (
                  <Cell key={place} colSpan={attrs?.colspan} rowSpan={attrs?.rowspan} scope={attrs?.scope}>
                    {tight(content, media)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Neighbours that share a mark share its element: one link is one link, whatever stands in it. */
function inline(nodes, depth = 0) {
  const runs = [];
  for (const node of nodes) {
    const mark = node.marks?.[depth];
    const last = runs.at(-1);
    if (mark && last?.mark && JSON.stringify(mark) === JSON.stringify(last.mark)) last.nodes.push(node);
    else runs.push({ mark, nodes: [node] });
  }
  return runs.map(({ mark, nodes }, place) => (
    <Fragment key={place}>{mark ? <Marked mark={mark}>{inline(nodes, depth + 1)}</Marked> : (nodes[0].text ?? <br />)}</Fragment>
  ));
}

function Marked({ mark: { type, attrs }, children }) {
  if (type === 'link') return <a href={attrs.href}>{children}</a>;
  if (type === 'language') return <span lang={attrs.lang}>{children}</span>;
  const Tag = MARKS[type];
  return <Tag>{children}</Tag>;
}
