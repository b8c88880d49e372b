//! TLS with certificates made on the spot.

use std::{path::Path, process::Command};

use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};
use tokio_rustls::TlsConnector;

use super::*;
use crate::http::tls::Tls;

pub(crate) fn make_certificate(folder: &Path) -> TlsFiles {
    let files = TlsFiles { certificate: folder.join("cert.pem"), key: folder.join("key.pem") };
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
        ])
        .args(["-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE"])
        .arg("-keyout")
        .arg(&files.key)
        .arg("-out")
        .arg(&files.certificate)
        .output()
        .expect("openssl");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    files
}

/// A client that believes only this certificate.
pub(crate) fn connector(certificate: &CertificateDer<'static>) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    roots.add(certificate.clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    TlsConnector::from(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
}

/// Asks over TLS.
async fn ask(world: &World, certificate: &CertificateDer<'static>) -> std::io::Result<String> {
    say(world, certificate, &request_text("GET /ai", &["Host: localhost"])).await
}

async fn say(world: &World, certificate: &CertificateDer<'static>, request: &str) -> std::io::Result<String> {
    let mut socket = connector(certificate).connect("localhost".try_into().unwrap(), world.connect().await).await?;
    socket.write_all(request.as_bytes()).await?;
    let mut text = String::new();
    socket.read_to_string(&mut text).await?;
    Ok(text)
}

pub(crate) fn certificate(files: &TlsFiles) -> CertificateDer<'static> {
    CertificateDer::from_pem_file(&files.certificate).unwrap()
}

#[tokio::test]
async fn a_renewed_certificate_is_taken_up_while_serving() {
    let folder = tempfile::tempdir().unwrap();
    let files = make_certificate(folder.path());
    let old = certificate(&files);
    let world = world_with(|settings| settings.reload_time = Duration::from_millis(10), Some(files.clone())).await;
    let text = ask(&world, &old).await.unwrap();
    assert!(text.starts_with("HTTP/1.1 200") && text.ends_with("127.0.0.1 https localhost xa.localhost"), "{text}");
    make_certificate(folder.path());
    let new = certificate(&files);
    timeout(PATIENCE, async { while ask(&world, &new).await.is_err() {} }).await.expect("the new certificate");
    assert!(ask(&world, &old).await.is_err());
}

#[tokio::test]
async fn a_socket_is_taken_over_with_its_encryption() {
    let folder = tempfile::tempdir().unwrap();
    let files = make_certificate(folder.path());
    let world = world_with(|_| {}, Some(files.clone())).await;
    for before in ["", "GET /bai-viet/mot HTTP/1.1\r\nHost: localhost\r\n\r\n"] {
        let request = format!(
            "{before}GET /lay HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: x\r\nSec-Fetch-Site: same-origin\r\n\r\n"
        );
        let text = say(&world, &certificate(&files), &request).await.unwrap();
        assert!(text.contains("HTTP/1.1 101") && text.ends_with("\r\n\r\nmine "), "{before}: {text}");
    }
}

#[tokio::test]
async fn http2_is_spoken_where_the_browser_can() {
    let folder = tempfile::tempdir().unwrap();
    let world = world_with(|_| {}, Some(make_certificate(folder.path()))).await;
    let address = format!("https://localhost:{}/ai", world.address.port());
    let asked = tokio::process::Command::new("curl")
        .args(["--silent", "--insecure", "--http2", "--noproxy", "*", "--ipv4", "--write-out", " %{http_version}", &address])
        .output();
    let output = timeout(PATIENCE, asked).await.unwrap().unwrap().stdout;
    let expected = format!("127.0.0.1 https localhost:{} xa.localhost 2", world.address.port());
    assert_eq!(String::from_utf8(output).unwrap(), expected);
}

#[tokio::test]
async fn an_http2_connection_without_requests_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let short = |settings: &mut Settings| (settings.idle_time, settings.header_time) = (SOON, SOON);
    let world = world_with(short, Some(make_certificate(folder.path()))).await;
    let mut speaker = tokio::process::Command::new("openssl")
        .args(["s_client", "-quiet", "-alpn", "h2", "-connect", &world.address.to_string()])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    assert!(timeout(PATIENCE, speaker.wait()).await.is_ok(), "a silent speaker of HTTP/2 is sent away");
}

#[tokio::test]
async fn plain_http_and_silence_on_the_tls_port_are_closed() {
    let folder = tempfile::tempdir().unwrap();
    let world = world_with(|settings| settings.handshake_time = SOON, Some(make_certificate(folder.path()))).await;
    let answer = {
        let mut socket = world.connect().await;
        socket.write_all(request_text("GET /ai", &["Host: localhost"]).as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        let _ = timeout(PATIENCE, socket.read_to_end(&mut bytes)).await.expect("closed");
        bytes
    };
    assert!(!answer.starts_with(b"HTTP"));
    let mut silent = world.connect().await;
    assert!(is_closed(&mut silent).await);
}

#[tokio::test]
async fn broken_files_leave_the_old_certificate_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let other = tempfile::tempdir().unwrap();
    let files = make_certificate(folder.path());
    let mut tls = Tls::load(files.clone()).unwrap();
    let in_force = |tls: &Tls| Arc::as_ptr(tls.acceptor().config());
    let old = in_force(&tls);
    tls.take_up_changes();
    assert_eq!(in_force(&tls), old, "nothing changed");
    for broken in ["", "rubbish", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
        std::fs::write(&files.certificate, broken).unwrap();
        tls.take_up_changes();
        assert_eq!(in_force(&tls), old, "{broken:?}");
    }
    std::fs::copy(make_certificate(other.path()).certificate, &files.certificate).unwrap();
    tls.take_up_changes();
    assert_eq!(in_force(&tls), old, "a certificate of another key");
    make_certificate(folder.path());
    tls.take_up_changes();
    assert_ne!(in_force(&tls), old);
}

#[test]
fn broken_files_at_the_start_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let files = make_certificate(folder.path());
    let told = |files: &TlsFiles| format!("{:#}", Tls::load(files.clone()).err().unwrap());
    let missing = TlsFiles { key: folder.path().join("none.pem"), ..files.clone() };
    assert!(told(&missing).contains("Không đọc được khoá riêng"), "{}", told(&missing));
    std::fs::write(&files.certificate, "").unwrap();
    assert!(told(&files).contains("không chứa chứng thư nào"), "{}", told(&files));
}
