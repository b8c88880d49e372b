//! What the page shows, by the portal's own statements.

use sqlx::{
    FromRow, SqlitePool,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use uuid::Uuid;

/// As many as the portal has.
const READERS: u32 = 8;
const RELATED: i64 = 4;

#[derive(Clone)]
pub struct Database {
    pool: SqlitePool,
    site: Uuid,
    pub host: String,
}

#[derive(FromRow)]
pub struct Article {
    pub id: Uuid,
    pub slug: String,
    pub section_id: Uuid,
    pub section_slug: String,
    pub section_name: String,
    pub published_at: i64,
    pub corrected_at: Option<i64>,
    pub withdrawn_at: Option<i64>,
    pub title: String,
    pub lead: String,
    pub content: String,
    pub author_line: String,
    pub source_name: String,
    pub source_url: String,
    pub cover_id: Option<Uuid>,
}

#[derive(FromRow)]
pub struct Headline {
    pub slug: String,
    pub title: String,
    pub published_at: i64,
}

#[derive(FromRow)]
pub struct Rendition {
    pub id: Uuid,
    pub name: String,
    pub width: i64,
    pub height: i64,
    pub format: String,
    pub rendition_width: i64,
    pub rendition_height: i64,
    pub rendition_hash: String,
}

#[derive(FromRow)]
pub struct Site {
    pub name: String,
    pub parent: String,
    pub governing_body: String,
    pub responsible: String,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub licence: String,
}

#[derive(FromRow)]
pub struct Section {
    pub slug: String,
    pub name: String,
}

#[derive(FromRow)]
pub struct WebLink {
    pub name: String,
    pub url: String,
}

#[derive(FromRow)]
pub struct PageLink {
    pub slug: String,
    pub title: String,
}

pub struct Block {
    pub title: String,
    pub items: Vec<Headline>,
}

pub struct Frame {
    pub site: Site,
    pub menu: Vec<Section>,
    pub blocks: Vec<Block>,
    pub web_links: Vec<WebLink>,
    pub pages: Vec<PageLink>,
}

#[derive(FromRow)]
struct BlockRow {
    title: String,
    section_id: Uuid,
    length: i64,
}

impl Database {
    pub async fn open(file: &str, host: String) -> sqlx::Result<Self> {
        let options = SqliteConnectOptions::new().filename(file).read_only(true);
        let pool = SqlitePoolOptions::new().max_connections(READERS).connect_with(options).await?;
        let site = sqlx::query_scalar("select id from site where host = $1").bind(&host).fetch_one(&pool).await?;
        Ok(Self { pool, site, host })
    }

    pub async fn find_article(&self, slug: &str) -> sqlx::Result<Option<Article>> {
        let found: Option<Article> = sqlx::query_as(include_str!("../../../../src/article/sql/find_published.sql"))
            .bind(self.site)
            .bind(slug)
            .fetch_optional(&self.pool)
            .await?;
        Ok(found.filter(|article| article.withdrawn_at.is_none()))
    }

    /// Pictures in the text and the cover, from narrow to wide within a format.
    pub async fn list_media(&self, article: &Article) -> sqlx::Result<Vec<Rendition>> {
        sqlx::query_as(
            "select m.id, m.name, m.width, m.height, r.format, r.width as rendition_width, r.height as rendition_height, r.hash as rendition_hash
            from article a join revision_media u on u.revision_id = a.published_revision_id join media m on m.id = u.media_id
            join rendition r on r.media_id = m.id
            where a.id = $1 and m.kind = 'picture' order by m.id, r.format, r.width",
        )
        .bind(article.id)
        .fetch_all(&self.pool)
        .await
    }

    pub async fn list_related(&self, article: &Article) -> sqlx::Result<Vec<Headline>> {
        sqlx::query_as(include_str!("../../../../src/article/sql/list_related.sql"))
            .bind(article.section_id)
            .bind(article.id)
            .bind(RELATED)
            .bind(self.site)
            .fetch_all(&self.pool)
            .await
    }

    pub async fn read_frame(&self) -> sqlx::Result<Frame> {
        let (pool, site) = (&self.pool, self.site);
        let rows: Vec<BlockRow> =
            sqlx::query_as(include_str!("../../../../src/blocks/sql/list_blocks.sql")).bind(site).fetch_all(pool).await?;
        let mut blocks = Vec::with_capacity(rows.len());
        for row in rows {
            let items = sqlx::query_as(include_str!("../../../../src/blocks/sql/list_items.sql"))
                .bind(row.section_id)
                .bind(row.length)
                .fetch_all(pool)
                .await?;
            blocks.push(Block { title: row.title, items });
        }
        Ok(Frame {
            blocks,
            site: sqlx::query_as(include_str!("../../../../src/site/sql/find_view.sql")).bind(site).fetch_one(pool).await?,
            menu: sqlx::query_as(include_str!("../../../../src/section/sql/list_menu.sql")).bind(site).fetch_all(pool).await?,
            web_links: sqlx::query_as(include_str!("../../../../src/blocks/sql/list_web_links.sql"))
                .bind(site)
                .fetch_all(pool)
                .await?,
            pages: sqlx::query_as(include_str!("../../../../src/page/sql/list_links.sql")).bind(site).fetch_all(pool).await?,
        })
    }
}
