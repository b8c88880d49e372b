import { notFound } from 'next/navigation';
import { cache } from 'react';
import { Blocks, words } from '../../../content.jsx';
import { readArticle, readFrame } from '../../../database.js';
import { dateTime, machineTime } from '../../../dates.js';
import { Headlines } from '../../../headlines.jsx';

export const dynamic = 'force-dynamic';

const READING_SPEED = 220;
const BASE = `http://${process.env.PORTAL_HOST}`;
/** Read once for the head and the body. */
const find = cache(readArticle);

export async function generateMetadata({ params }) {
  const { slug } = await params;
  const article = find(slug);
  if (!article) return {};
  const { site } = readFrame();
  const title = `${article.title} – ${site.name}`;
  const url = `${BASE}/bai-viet/${slug}`;
  const cover = article.media.findLast(({ id, format }) => id === article.cover && format === 'jpeg');
  return {
    title,
    description: article.lead,
    alternates: { canonical: url },
    openGraph: {
      type: 'article',
      title,
      description: article.lead,
      url,
      siteName: site.name,
      locale: 'vi_VN',
      publishedTime: machineTime(article.published_at),
      section: article.section_name,
      images: cover && [{ url: `${BASE}${cover.address}`, width: cover.width, height: cover.height }],
    },
  };
}

export default async function Page({ params }) {
  const { slug } = await params;
  const article = find(slug);
  if (!article) notFound();
  const syllables = words(article.content) + article.lead.split(/\s+/).filter(Boolean).length;
  return (
    <article className="article">
      <nav className="breadcrumb" aria-label="Đường dẫn">
        <ol role="list">
          <li>
            <a href="/">Trang chủ</a>
          </li>
          <li>
            <a href={`/chuyen-muc/${article.section_slug}`}>{article.section_name}</a>
          </li>
        </ol>
      </nav>
      <header>
        <h1>{article.title}</h1>
        <p className="meta">
          {article.author_line && <span>{article.author_line} </span>}
          <time dateTime={machineTime(article.published_at)}>{dateTime(article.published_at)}</time>{' '}
          <span>{Math.max(1, Math.ceil(syllables / READING_SPEED))} phút đọc</span>
          <button type="button" className="button needs-voice">
            Nghe đọc bài
          </button>
        </p>
      </header>
      {article.corrected_at !== null && (
        <div className="notice" role="note">
          <p>
            Bài đã được cập nhật lúc {dateTime(article.corrected_at)}.{' '}
            <a href={`/bai-viet/${slug}/phien-ban`}>Lịch sử đính chính</a>
          </p>
        </div>
      )}
      {article.lead && <p className="lead">{article.lead}</p>}
      <div className="article-body">
        <div className="content">
          <Blocks nodes={article.content.content} media={article.media} />
        </div>
        <Source name={article.source_name} url={article.source_url} />
      </div>
      <div className="article-end">
        <Sharing address={`${BASE}/bai-viet/${slug}`} />
        <p className="buttons needs-script">
          <button type="button" className="button needs-share">
            Chia sẻ
          </button>
          <button type="button" className="button">
            In bài
          </button>
        </p>
        {article.related.length > 0 && (
          <section className="related">
            <div className="list-heading">
              <h2>Bài liên quan</h2>
            </div>
            <Headlines articles={article.related} />
          </section>
        )}
      </div>
    </article>
  );
}

function Source({ name, url }) {
  if (!name && !url) return null;
  return <p className="source">Nguồn: {url ? <a href={url}>{url}</a> : name}</p>;
}

function Sharing({ address }) {
  return (
    <div className="content">
      <p>
        Chia sẻ: <a href={`https://www.facebook.com/sharer/sharer.php?u=${address}`}>Facebook</a> ·{' '}
        <a href={`mailto:?body=${address}`}>Thư điện tử</a> · <a href="/trang/lien-he">Gửi góp ý về bài này</a>
      </p>
    </div>
  );
}
