import { readFrame } from '../database.js';
import { Headlines } from '../headlines.jsx';

export const dynamic = 'force-dynamic';

export default function Layout({ children }) {
  const frame = readFrame();
  return (
    <html lang="vi">
      <body>
        <a className="skip-link" href="#noi-dung">
          Đến nội dung chính
        </a>
        <ReadingBar />
        <header className="masthead">
          <div className="masthead-inner">
            <a className="masthead-name" href="/">
              <span>
                <small>{frame.site.parent}</small> {frame.site.name}
              </span>
            </a>
            <form className="search-field" role="search" action="/tim-kiem" method="get" aria-label="Tìm trên cổng">
              <label className="visually-hidden" htmlFor="tim-nhanh">
                Tìm tin bài
              </label>
              <input id="tim-nhanh" name="q" type="search" placeholder="Tìm tin bài…" maxLength="200" autoComplete="off" />
              <button type="submit">Tìm</button>
            </form>
          </div>
        </header>
        <nav className="menu" aria-label="Chuyên mục">
          <div className="menu-inner">
            <details>
              <summary>Chuyên mục</summary>
              <ul role="list">
                <Linked href="/" name="Trang chủ" />
                {frame.menu.map(({ slug, name }) => (
                  <Linked key={slug} href={`/chuyen-muc/${slug}`} name={name} />
                ))}
              </ul>
            </details>
          </div>
        </nav>
        <div className="page">
          <main id="noi-dung" tabIndex={-1}>
            {children}
          </main>
          <Side frame={frame} />
        </div>
        <Footer frame={frame} />
      </body>
    </html>
  );
}

function ReadingBar() {
  const button = (change, seen, rest, hidden) => (
    <button name="change" value={change}>
      {seen} <span className={hidden}>{rest}</span>
    </button>
  );
  return (
    <section className="reading-bar" aria-label="Tùy chọn đọc">
      <form method="post" action="/tiep-can" aria-label="Cỡ chữ và tương phản">
        <fieldset>
          <legend className="visually-hidden">Cỡ chữ</legend>
          {button('text-smaller', 'A-', 'Giảm cỡ chữ', 'visually-hidden')}
          {button('text-normal', 'A', 'Cỡ chữ mặc định', 'visually-hidden')}
          {button('text-larger', 'A+', 'Tăng cỡ chữ', 'visually-hidden')}
        </fieldset>
        <fieldset>
          <legend className="visually-hidden">Tương phản</legend>
          {button('contrast-more', 'Tăng', 'tương phản')}
          {button('contrast-less', 'Giảm', 'tương phản')}
        </fieldset>
      </form>
    </section>
  );
}

function Side({ frame }) {
  const figures = { online: 'Đang online', today: 'Hôm nay', month: 'Trong tháng', all: 'Tất cả' };
  return (
    <aside className="side" aria-label="Thông tin bên lề">
      {frame.blocks.map(({ title, items }) => (
        <section key={title}>
          <div className="list-heading">
            <h2>{title}</h2>
          </div>
          <Headlines articles={items} />
        </section>
      ))}
      <section>
        <div className="list-heading">
          <h2>Liên kết website</h2>
        </div>
        <ul className="headlines" role="list">
          {frame.webLinks.map(({ url, name }) => (
            <Linked key={url} href={url} name={name} />
          ))}
        </ul>
      </section>
      <section className="visits" aria-labelledby="truy-cap">
        <h2 id="truy-cap">Thống kê truy cập</h2>
        <dl>
          {Object.entries(figures).map(([figure, name]) => (
            <div key={figure}>
              <dt>{name}</dt>
              <dd data-figure={figure}>0</dd>
            </div>
          ))}
        </dl>
        <p className="visits-foot">
          <a href="/thong-ke-truy-cap">Cách đếm</a>
        </p>
      </section>
    </aside>
  );
}

function Footer({ frame: { site, pages } }) {
  return (
    <footer className="site-footer">
      <div className="site-footer-inner">
        <div>
          <strong>{site.name}</strong>
          <p>Cơ quan chủ quản: {site.governing_body}</p>
          <p>Chịu trách nhiệm: {site.responsible}</p>
          <p>{site.licence}</p>
        </div>
        <div>
          <strong>Liên hệ</strong>
          <p>Trụ sở: {site.address}</p>
          <p>
            Điện thoại: <a href={`tel:${site.phone.replace(/\D/g, '')}`}>{site.phone}</a>
          </p>
          <p>
            Thư điện tử: <a href={`mailto:${site.email}`}>{site.email}</a>
          </p>
        </div>
        <nav aria-label="Chân trang">
          <ul role="list">
            {pages.map(({ slug, title }) => (
              <Linked key={slug} href={`/trang/${slug}`} name={title} />
            ))}
            <Linked href="/luu-tru" name="Lưu trữ theo ngày" />
            <Linked href="/tiep-can" name="Hỗ trợ tiếp cận" />
            <Linked href="/thong-ke-truy-cap" name="Thống kê truy cập" />
          </ul>
        </nav>
      </div>
    </footer>
  );
}

function Linked({ href, name }) {
  return (
    <li>
      <a href={href}>{name}</a>
    </li>
  );
}
