//! The built files of the site, served from memory: hashed ones for ever, the others with a check.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, bail};
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, VARY},
    },
    response::{IntoResponse, Response},
    routing::get,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::{
    compress::{Encoding, negotiate_among},
    headers::script_hash,
    sending::is_known,
};

/// All files of the site package; cheap to clone.
#[derive(Clone)]
pub struct Assets(Arc<Package>);

struct Package {
    /// By address: "/pkg/start.1a2b.js", "/favicon.svg".
    files: HashMap<String, File>,
    /// "main.css" → "/pkg/main.9f3c.css".
    addresses: HashMap<String, String>,
    /// By plain name.
    sheets: HashMap<String, Sheet>,
}

/// A style sheet that stands in a page, and the hash by which the page's policy allows it.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub text: Arc<str>,
    pub hash: Arc<str>,
}

impl Sheet {
    pub fn of(text: &str) -> Self {
        Self { text: text.into(), hash: script_hash(text).into() }
    }
}

struct File {
    kind: &'static str,
    caching: &'static str,
    variants: Vec<Variant>,
}

impl File {
    fn whole(&self) -> Option<&Bytes> {
        self.variants.iter().find(|variant| variant.encoding == Encoding::Identity).map(|variant| &variant.body)
    }
}

struct Variant {
    encoding: Encoding,
    tag: HeaderValue,
    body: Bytes,
}

/// A hashed name never changes its content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Keeps pages for readers without a network, for which it asks the site.
const WORKER: &str = "/ngoai-tuyen.js";
const WORKER_POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; connect-src 'self'");
const AN_HOUR: &str = "public, max-age=3600";

/// Where the site package is: as told, else `site` beside the program, above its folder, or in `target`.
///
/// # Errors
/// It is in none of these places.
pub fn find_site_package(told: Option<&Path>) -> anyhow::Result<PathBuf> {
    let program = std::env::current_exe().context("Không biết chương trình nằm ở đâu")?;
    let beside = program.parent().unwrap_or(Path::new("."));
    let usual = [beside.join("site"), beside.join("../site"), PathBuf::from("target/site")];
    let places = told.map_or(usual.to_vec(), |told| vec![told.to_path_buf()]);
    match places.iter().find(|place| place.join("manifest.json").is_file()) {
        Some(place) => Ok(place.clone()),
        None => {
            let tried: Vec<_> = places.iter().map(|place| place.display().to_string()).collect();
            bail!("Không thấy gói trang (manifest.json) ở {}. Hãy chạy make, hoặc chỉ đường bằng CONGDAN_SITE.", tried.join(", "))
        }
    }
}

impl Assets {
    /// Reads the whole package into memory.
    ///
    /// # Errors
    /// A file cannot be read, or the manifest names one that is not there.
    pub fn load(package: &Path) -> anyhow::Result<Self> {
        let manifest = package.join("manifest.json");
        let addresses: HashMap<String, String> = fs::read(&manifest)
            .map_err(anyhow::Error::from)
            .and_then(|json| Ok(serde_json::from_slice(&json)?))
            .with_context(|| format!("Không đọc được {}. Hãy chạy make để dựng lại gói trang", manifest.display()))?;
        let mut files = HashMap::new();
        read_folder(&package.join("pkg"), "/pkg", FOR_EVER, &mut files)?;
        read_folder(&package.join("public"), "", AN_HOUR, &mut files)?;
        if let Some((name, _)) = addresses.iter().find(|(_, address)| !files.contains_key(*address)) {
            bail!("Gói trang {} thiếu tệp {name}. Hãy chạy make để dựng lại.", package.display());
        }
        let sheets = addresses.iter().filter(|(name, _)| name.ends_with(".css")).filter_map(|(name, address)| {
            let body = files.get(address)?.whole()?;
            Some((name.clone(), Sheet::of(str::from_utf8(body).ok()?)))
        });
        let sheets = sheets.collect();
        Ok(Self(Arc::new(Package { files, addresses, sheets })))
    }

    /// The address of a built file by its plain name, such as "main.css". An unknown name gets an address that is answered by 404.
    pub fn path(&self, name: &str) -> &str {
        self.0.addresses.get(name).map_or("/pkg/-", String::as_str)
    }

    /// The whole content of a built file by its plain name, for embedding.
    pub fn content(&self, name: &str) -> Option<Bytes> {
        self.0.files.get(self.path(name))?.whole().cloned()
    }

    /// A style sheet by its plain name, to stand in a page.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.0.sheets.get(name)
    }

    /// `/pkg/**` and every file of the public folder.
    pub fn router<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        let serve =
            |assets: Self| get(move |request: Request| async move { assets.answer(request.uri().path(), request.headers()) });
        let mut router = Router::new().route("/pkg/{*file}", serve(self.clone()));
        for address in self.0.files.keys().filter(|address| !address.starts_with("/pkg/")) {
            router = router.route(address, serve(self.clone()));
        }
        router
    }

    fn answer(&self, path: &str, asked: &HeaderMap) -> Response {
        let Some(file) = self.0.files.get(path) else { return StatusCode::NOT_FOUND.into_response() };
        let encoding = negotiate_among(asked, |encoding| file.variants.iter().any(|variant| variant.encoding == encoding));
        let Some(variant) = file.variants.iter().find(|variant| variant.encoding == encoding) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(file.caching));
        if path == WORKER {
            headers.insert(CONTENT_SECURITY_POLICY, WORKER_POLICY);
        }
        headers.insert(ETAG, variant.tag.clone());
        if file.variants.len() > 1 {
            headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        }
        if is_known(variant.tag.as_bytes(), asked) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.kind));
        headers.insert(CONTENT_LENGTH, variant.body.len().into());
        if let Some(encoding) = variant.encoding.header() {
            headers.insert(CONTENT_ENCODING, encoding);
        }
        *response.body_mut() = Body::from(variant.body.clone());
        response
    }
}

fn read_folder(folder: &Path, address: &str, caching: &'static str, files: &mut HashMap<String, File>) -> anyhow::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    let cannot = || format!("Không đọc được {}", folder.display());
    for entry in fs::read_dir(folder).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let address = format!("{address}/{name}");
        if path.is_dir() {
            read_folder(&path, &address, caching, files)?;
        } else if !name.ends_with(".br") && !name.ends_with(".gz") {
            files.insert(address, File { kind: kind_of(name), caching, variants: read_variants(&path)? });
        }
    }
    Ok(())
}

fn read_variants(path: &Path) -> anyhow::Result<Vec<Variant>> {
    let mut variants = Vec::new();
    for encoding in [Encoding::Identity, Encoding::Gzip, Encoding::Brotli] {
        let mut file = path.as_os_str().to_owned();
        file.push(encoding.suffix());
        let file = PathBuf::from(file);
        if encoding != Encoding::Identity && !file.exists() {
            continue;
        }
        let body = fs::read(&file).with_context(|| format!("Không đọc được {}", file.display()))?;
        let hash = URL_SAFE_NO_PAD.encode(&Sha256::digest(&body)[..12]);
        variants.push(Variant { encoding, tag: HeaderValue::try_from(format!("\"{hash}\""))?, body: body.into() });
    }
    Ok(variants)
}

fn kind_of(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "html" => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    }
}
