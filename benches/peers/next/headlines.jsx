import { date, machineTime } from './dates.js';

export function Headlines({ articles }) {
  return (
    <ul className="headlines" role="list">
      {articles.map(({ slug, title, published_at }) => (
        <li key={slug}>
          <a href={`/bai-viet/${slug}`}>{title}</a> <time dateTime={machineTime(published_at)}>{date(published_at)}</time>
        </li>
      ))}
    </ul>
  );
}
