//! `congdan demo`: two portals with articles, pages and pictures, through the same import as real ones.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use serde::Deserialize;

use super::{account, progress::Counted};
use crate::{
    accounts::{model::Role, store as accounts},
    article::{
        self,
        generating::{self, Voice},
        importing,
    },
    blocks::{model::WebLink, store as blocks},
    config::StoreOptions,
    content::from_html::read_html,
    db::Db,
    http,
    media::{
        creating::{Upload, create_picture},
        storage::Storage,
    },
    page::{model::PageLink, store as pages},
    section::{model::SectionLink, store as sections},
    site::{
        model::{CurrentSite, SiteView},
        store as sites,
    },
};

/// In the order of the menu in the footer.
const PAGES: [&str; 3] = ["gioi-thieu", "lien-he", "chinh-sach-rieng-tu"];

const PEOPLE: [(&str, &str, &[Role]); 4] = [
    ("tac-gia", "Lò Thị Ban", &[Role::Author]),
    ("bien-tap", "Nông Văn Thụ", &[Role::Editor]),
    ("duyet-dang", "Hoàng Thị Hoa", &[Role::Publisher]),
    ("quan-tri", "Vi Văn Cường", &[Role::Administrator]),
];

#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    store: StoreOptions,
    /// Thư mục gói trang đã dựng (mặc định: `site` cạnh chương trình)
    #[arg(long, env = "CONGDAN_SITE", value_name = "THƯ MỤC")]
    site: Option<PathBuf>,
    /// Thêm chừng này tin bài sinh tự động vào cổng xã, để đo
    #[arg(long, value_name = "SỐ")]
    articles: Option<usize>,
    /// Cùng một số thì sinh cùng một bộ tin bài
    #[arg(long, value_name = "SỐ", default_value_t = 1)]
    seed: u64,
}

/// `cong.json`: a portal as its agency would set it up.
#[derive(Debug, Deserialize)]
struct Portal {
    host: String,
    #[serde(flatten)]
    view: SiteView,
    opening_visits: i64,
    sections: Vec<DemoSection>,
    blocks: Vec<DemoBlock>,
    web_links: Vec<WebLink>,
    featured: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct DemoSection {
    #[serde(flatten)]
    link: SectionLink,
    description: String,
    in_menu: bool,
}

#[derive(Debug, Deserialize)]
struct DemoBlock {
    title: String,
    section: String,
    length: i64,
}

impl Demo {
    /// Leaves a portal alone that is there already.
    pub async fn run(self) -> anyhow::Result<()> {
        let db = super::open_or_create(&self.store).await?;
        let storage = self.store.open_media()?;
        let folder = http::find_site_package(self.site.as_deref())?.join("demo");
        for name in ["xa", "tinh"] {
            create_portal(&db, &storage, &folder.join(name)).await.with_context(|| format!("Cổng mẫu {name}"))?;
        }
        create_accounts(&db).await?;
        if let Some(wanted) = self.articles {
            generate_articles(&db, &folder.join("xa/bai-viet"), wanted, self.seed).await?;
        }
        db.close().await;
        Ok(())
    }
}

/// The people of the first portal, each with a link to choose a password; those who have done so are left alone.
async fn create_accounts(db: &Db) -> anyhow::Result<()> {
    let site = sites::find_site(db, None).await?;
    for (name, display_name, roles) in PEOPLE {
        if accounts::find_by_name(db, name).await?.is_some() {
            continue;
        }
        if let Some(path) = account::add(db, &site, name, display_name, roles, None).await? {
            say!("{display_name} ({name}): {}{path}", account::address(&site));
        }
    }
    Ok(())
}

/// In the voice of the demo's own articles.
async fn generate_articles(db: &Db, texts: &Path, wanted: usize, seed: u64) -> anyhow::Result<()> {
    let mut read = Vec::new();
    for entry in std::fs::read_dir(texts)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "html") {
            let file = read_html(&std::fs::read(path)?);
            read.push(format!("{}\n{}\n{}", file.title, file.lead, file.body.resolve(|_| None).plain_text()));
        }
    }
    // The order of a folder is the disk's.
    read.sort();
    let site = sites::find_site(db, None).await?;
    let shown = Counted::start("Sinh tin bài");
    let voice = Voice::of(read.iter().map(String::as_str));
    generating::generate(db, site.id, &voice, wanted, seed, |done, all| shown.show(done, all)).await?;
    shown.end();
    Ok(())
}

/// Goes on where it was interrupted: what is made last tells whether all of it was.
async fn create_portal(db: &Db, storage: &Storage, folder: &Path) -> anyhow::Result<()> {
    let portal: Portal = serde_json::from_slice(&std::fs::read(folder.join("cong.json"))?)?;
    if sites::find_site(db, Some(&portal.host)).await.is_err() {
        sites::create_site(db, &portal.host, &portal.view, portal.opening_visits).await?;
    }
    let site = sites::find_site(db, Some(&portal.host)).await?;
    if pages::find_page(db, site.id, PAGES[PAGES.len() - 1]).await.is_ok() {
        say!("{}: đã có, giữ nguyên", portal.host);
        return Ok(());
    }
    for section in &portal.sections {
        if sections::read_section(db, site.id, &section.link.slug, 1).await.is_err() {
            sections::create_section(db, site.id, &section.link, &section.description, i64::from(section.in_menu)).await?;
        }
    }
    import_articles(db, storage, &site, folder).await?;
    create_sides(db, &site, &portal).await?;
    for slug in PAGES {
        if pages::find_page(db, site.id, slug).await.is_err() {
            create_page(db, storage, &site, &folder.join("trang"), slug).await?;
        }
    }
    Ok(())
}

/// What stands beside the articles.
async fn create_sides(db: &Db, site: &CurrentSite, portal: &Portal) -> anyhow::Result<()> {
    for (position, slug) in (1..).zip(&portal.featured) {
        article::store::feature(db, site.id, slug, position).await?;
    }
    let (there, links) = (blocks::list_blocks(db, site.id).await?, blocks::list_web_links(db, site.id).await?);
    for block in portal.blocks.iter().filter(|block| there.iter().all(|there| there.title != block.title)) {
        blocks::create_block(db, site.id, &block.title, &block.section, block.length).await?;
    }
    for link in portal.web_links.iter().filter(|link| !links.contains(link)) {
        blocks::create_web_link(db, site.id, link).await?;
    }
    Ok(())
}

async fn import_articles(db: &Db, storage: &Storage, site: &CurrentSite, folder: &Path) -> anyhow::Result<()> {
    say!("{}: đang nhập tin bài và ảnh mẫu (khoảng nửa phút)", site.host);
    let report =
        importing::import_html(db, storage, site.id, &[folder.join("bai-viet")], importing::Landing::Publish, |_| {}).await;
    say!("{}: {} tin bài", site.host, report.created);
    for line in &report.lines {
        say!("  {}: {:?}: {}", line.file, line.kind, line.detail);
    }
    Ok(())
}

/// A page's slug is its file's name.
async fn create_page(db: &Db, storage: &Storage, site: &CurrentSite, folder: &Path, slug: &str) -> anyhow::Result<()> {
    let read = read_html(&std::fs::read(folder.join(format!("{slug}.html")))?);
    let mut pictures = Vec::new();
    for picture in &read.pictures {
        let bytes = std::fs::read(folder.join(&picture.src))?.into();
        let upload = Upload {
            bytes,
            name: picture.src.clone(),
            alt: picture.alt.clone(),
            caption: picture.caption.clone(),
            credit: picture.credit.clone(),
        };
        pictures.push((picture.src.clone(), create_picture(db, storage, site.id, upload).await?.to_string()));
    }
    let find = |src: &str| pictures.iter().find(|(name, _)| name == src).map(|(_, id)| id.clone());
    let content = read.body.resolve(find);
    pages::save_page(db, site.id, &PageLink { slug: slug.into(), title: read.title }, &content).await?;
    Ok(())
}
