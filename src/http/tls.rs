//! TLS from two PEM files, taken up again when they change.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, SystemTime},
};

use anyhow::{Context, bail};
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

#[derive(Debug, Clone)]
pub struct TlsFiles {
    /// The whole chain, the site's own certificate first.
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// The configuration in force; cheap to clone.
#[derive(Clone)]
pub struct Tls {
    files: TlsFiles,
    seen: Stamps,
    current: Arc<RwLock<Arc<ServerConfig>>>,
}

/// Tells a changed file from an unchanged one.
type Stamps = [Option<(SystemTime, u64)>; 2];

impl Tls {
    /// # Errors
    /// A file is missing or not PEM, or the key does not belong to the certificate.
    pub fn load(files: TlsFiles) -> anyhow::Result<Self> {
        // Stamped before reading: a change in between is then seen as one.
        let seen = stamps(&files);
        let current = Arc::new(RwLock::new(Arc::new(read(&files)?)));
        Ok(Self { files, seen, current })
    }

    pub fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(self.current.read().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// Takes up changed files until `stop`.
    pub async fn watch(mut self, every: Duration, stop: CancellationToken) {
        while stop.run_until_cancelled(tokio::time::sleep(every)).await.is_some() {
            self.take_up_changes();
        }
    }

    /// Broken files are logged once and the old ones stay in force.
    pub(super) fn take_up_changes(&mut self) {
        let found = stamps(&self.files);
        if found == self.seen {
            return;
        }
        self.seen = found;
        match read(&self.files) {
            Ok(config) => {
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(config);
                tracing::info!(certificate = %self.files.certificate.display(), "TLS certificate taken up");
            }
            Err(error) => tracing::error!(error = %format!("{error:#}"), "changed TLS files are broken, the old certificate stays"),
        }
    }
}

fn stamps(files: &TlsFiles) -> Stamps {
    let stamp = |path: &Path| fs::metadata(path).and_then(|data| Ok((data.modified()?, data.len()))).ok();
    [stamp(&files.certificate), stamp(&files.key)]
}

fn read(files: &TlsFiles) -> anyhow::Result<ServerConfig> {
    let chain: Vec<_> = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect)
        .with_context(|| format!("Không đọc được chứng thư {}", files.certificate.display()))?;
    if chain.is_empty() {
        bail!("Tệp {} không chứa chứng thư nào (cần dạng PEM)", files.certificate.display());
    }
    let key =
        PrivateKeyDer::from_pem_file(&files.key).with_context(|| format!("Không đọc được khoá riêng {}", files.key.display()))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .context("Chứng thư và khoá riêng không đi cùng nhau")?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
