//! Settings from the command line and the environment, and the checks of the data folder.

use std::{
    fs,
    io::{self, Write},
    net::{SocketAddr, ToSocketAddrs},
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use crate::{
    db::DatabaseUrl,
    http::{Settings, TlsFiles, TrustedProxies},
    logging::LogFormat,
    media::storage::Storage,
};

/// How many days the unit's log keeps addresses; named on the statistics page.
pub const SECURITY_LOG_DAYS: i64 = 30;

/// Where the data is; on every command.
#[derive(Debug, Clone, clap::Args)]
pub struct StoreOptions {
    /// Thư mục dữ liệu
    #[arg(long, env = "CONGDAN_DATA", value_name = "THƯ MỤC", default_value = "./data")]
    pub data: PathBuf,
    /// Thư mục tệp ảnh, dùng chung khi chạy nhiều nút (mặc định: `media` trong thư mục dữ liệu)
    // Its own name: `congdan doctor --media` is a flag.
    #[arg(id = "media_folder", long = "media-folder", env = "CONGDAN_MEDIA", value_name = "THƯ MỤC")]
    pub media: Option<PathBuf>,
    /// Cơ sở dữ liệu PostgreSQL (postgres://…); bỏ trống thì dùng SQLite trong thư mục dữ liệu
    // A password may stand in it, so help never shows the value.
    #[arg(long, env = "CONGDAN_DATABASE", value_name = "ĐỊA CHỈ", hide_env_values = true)]
    pub database: Option<String>,
}

/// How the log looks; on every command.
#[derive(Debug, Clone, clap::Args)]
pub struct LogOptions {
    /// Mức ghi nhật ký, ví dụ info hoặc congdan=debug
    #[arg(long, env = "CONGDAN_LOG", value_name = "MỨC", default_value = "info")]
    pub log: String,
    /// Dạng nhật ký
    #[arg(long, env = "CONGDAN_LOG_FORMAT", value_name = "DẠNG", default_value = "text")]
    pub log_format: LogFormat,
}

/// What `congdan serve` can be told.
#[derive(Debug, Clone, clap::Args)]
pub struct Config {
    /// Địa chỉ và cổng để phục vụ
    #[arg(long, env = "CONGDAN_LISTEN", value_name = "ĐỊA CHỈ:CỔNG", default_value = "127.0.0.1:3000", value_parser = parse_listen)]
    pub listen: SocketAddr,
    #[command(flatten)]
    pub store: StoreOptions,
    /// Tệp chứng thư TLS (PEM, cả chuỗi); tự nạp lại khi tệp thay đổi
    #[arg(long, env = "CONGDAN_TLS_CERT", value_name = "TỆP", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Tệp khoá riêng TLS (PEM)
    #[arg(long, env = "CONGDAN_TLS_KEY", value_name = "TỆP", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Các máy chủ trung gian được tin X-Forwarded-*: địa chỉ hoặc dải, cách nhau bằng dấu phẩy
    #[arg(long, env = "CONGDAN_TRUSTED_PROXIES", value_name = "DANH SÁCH", default_value = "", hide_default_value = true)]
    pub trusted_proxies: TrustedProxies,
    /// Địa chỉ và cổng riêng cho số đo Prometheus (mặc định: tắt)
    #[arg(long, env = "CONGDAN_METRICS_LISTEN", value_name = "ĐỊA CHỈ:CỔNG", value_parser = parse_listen)]
    pub metrics_listen: Option<SocketAddr>,
    /// Số kết nối nhiều nhất cùng lúc
    #[arg(long, env = "CONGDAN_CONNECTIONS", value_name = "SỐ", default_value = "60000", value_parser = parse_count)]
    pub connections: usize,
    /// Số kết nối nhiều nhất từ một địa chỉ (nhiều điện thoại dùng chung một địa chỉ của nhà mạng)
    #[arg(long, env = "CONGDAN_CONNECTIONS_PER_ADDRESS", value_name = "SỐ", default_value = "4000", value_parser = parse_count)]
    pub connections_per_address: usize,
    /// Số kết nối số liệu trực tiếp nhiều nhất cùng lúc
    #[arg(long, env = "CONGDAN_SOCKETS", value_name = "SỐ", default_value = "50000", value_parser = parse_count)]
    pub sockets: usize,
    /// Số kết nối số liệu trực tiếp nhiều nhất từ một địa chỉ
    #[arg(long, env = "CONGDAN_SOCKETS_PER_ADDRESS", value_name = "SỐ", default_value = "2000", value_parser = parse_count)]
    pub sockets_per_address: usize,
    /// Thư mục gói trang đã dựng (mặc định: `site` cạnh chương trình)
    #[arg(long, env = "CONGDAN_SITE", value_name = "THƯ MỤC")]
    pub site: Option<PathBuf>,
    #[command(flatten)]
    pub backup: BackupOptions,
    #[command(flatten)]
    pub logs: LogOptions,
}

/// The backups that `congdan serve` makes by itself.
#[derive(Debug, Clone, clap::Args)]
pub struct BackupOptions {
    /// Giờ sao lưu hằng ngày, theo giờ Việt Nam (0 đến 23), hoặc `off` để tắt
    #[arg(long, env = "CONGDAN_BACKUP_HOUR", value_name = "GIỜ", default_value = "2")]
    pub backup_hour: BackupHour,
    /// Số bản sao lưu được giữ lại
    #[arg(long, env = "CONGDAN_BACKUP_KEEP", value_name = "SỐ", default_value = "14", value_parser = parse_count)]
    pub backup_keep: usize,
    /// Thư mục chứa các bản sao lưu (mặc định: `sao-luu` trong thư mục dữ liệu)
    #[arg(long, env = "CONGDAN_BACKUP_TO", value_name = "THƯ MỤC")]
    pub backup_to: Option<PathBuf>,
}

/// When the daily backup is made: an hour of the day in Vietnam, or never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupHour {
    At(u8),
    Never,
}

impl std::str::FromStr for BackupHour {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match (text, text.parse()) {
            ("off", _) => Ok(Self::Never),
            (_, Ok(hour @ 0..=23)) => Ok(Self::At(hour)),
            _ => Err("cần một giờ từ 0 đến 23, hoặc off để tắt".to_owned()),
        }
    }
}

/// At least one: the newest backup is never deleted, and a portal that takes no connection serves nobody.
pub fn parse_count(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|keep| *keep >= 1).ok_or_else(|| "cần một số từ 1 trở lên".to_owned())
}

impl StoreOptions {
    /// Where backups are put unless another folder is named.
    pub fn default_backup_folder(&self) -> PathBuf {
        self.data.join("sao-luu")
    }

    /// Where the files of media are.
    pub fn media_folder(&self) -> PathBuf {
        self.media.clone().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| self.data.join("media"))
    }

    /// Opens the files of media, with a message for the administrator where that fails.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn open_media(&self) -> anyhow::Result<Storage> {
        let folder = self.media_folder();
        Storage::at(&folder)
            .map_err(|error| explain(&error, &folder))
            .with_context(|| format!("Không mở được thư mục tệp {}", folder.display()))
    }

    /// Makes the data folder ready and names the database.
    ///
    /// # Errors
    /// With a message for the administrator; see [`prepare_data_folder`].
    pub fn prepare(&self) -> anyhow::Result<DatabaseUrl> {
        prepare_data_folder(&self.data)?;
        self.database_url()
    }

    /// Names the database and touches nothing.
    ///
    /// # Errors
    /// The address is not understood.
    pub fn database_url(&self) -> anyhow::Result<DatabaseUrl> {
        // An empty line in a settings file means "not set".
        DatabaseUrl::parse(self.database.as_deref().filter(|url| !url.is_empty()), &self.data)
    }
}

impl Config {
    pub fn tls(&self) -> Option<TlsFiles> {
        Some(TlsFiles { certificate: self.tls_cert.clone()?, key: self.tls_key.clone()? })
    }

    /// Where the daily backups are put.
    pub fn backup_folder(&self) -> PathBuf {
        self.backup.backup_to.clone().unwrap_or_else(|| self.store.default_backup_folder())
    }

    pub fn http(&self) -> Settings {
        Settings {
            connections: self.connections,
            connections_per_address: self.connections_per_address,
            trusted: self.trusted_proxies.clone(),
            ..Settings::default()
        }
    }
}

/// "127.0.0.1:3000", "[::1]:3000", "localhost:3000", or a port alone, which listens on this machine only.
fn parse_listen(text: &str) -> Result<SocketAddr, String> {
    if let Ok(port) = text.trim_start_matches(':').parse::<u16>() {
        return Ok(SocketAddr::from(([127, 0, 0, 1], port)));
    }
    text.to_socket_addrs()
        .ok()
        .and_then(|mut found| found.next())
        .ok_or_else(|| "cần địa chỉ và cổng, ví dụ 127.0.0.1:3000 hoặc 0.0.0.0:80".to_owned())
}

/// Creates the data folder if it is missing and proves that files can be written there.
///
/// # Errors
/// A file stands in its place, it is not writable, or the disk is full: each with what to do.
pub fn prepare_data_folder(folder: &Path) -> anyhow::Result<()> {
    if folder.exists() && !folder.is_dir() {
        bail!("{} là một tệp, không phải thư mục. Hãy chọn thư mục dữ liệu khác bằng --data.", folder.display());
    }
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o750)
        .create(folder)
        .map_err(|error| explain(&error, folder))
        .with_context(|| format!("Không tạo được thư mục dữ liệu {}", folder.display()))?;
    let probe = folder.join(format!(".thu-ghi-{}", std::process::id()));
    let written = write_probe(&probe);
    let removed = fs::remove_file(&probe);
    written
        .and(removed)
        .map_err(|error| explain(&error, folder))
        .with_context(|| format!("Không ghi được vào thư mục dữ liệu {}", folder.display()))
}

/// Large enough that a disk with only a few blocks left counts as full.
static PROBE: [u8; 256 * 1024] = [0; 256 * 1024];

fn write_probe(file: &Path) -> io::Result<()> {
    let mut file = fs::File::create(file)?;
    file.write_all(&PROBE)?;
    file.sync_all()
}

/// What the administrator can do about a folder that cannot be written.
pub fn explain(error: &io::Error, folder: &Path) -> anyhow::Error {
    use io::ErrorKind::{NotADirectory, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    match error.kind() {
        PermissionDenied => anyhow::anyhow!(
            "Chương trình không có quyền ghi. Hãy giao thư mục cho tài khoản chạy congdan: chown -R TÀI-KHOẢN {}",
            folder.display()
        ),
        StorageFull | QuotaExceeded => anyhow::anyhow!("Ổ đĩa đã đầy. Hãy giải phóng chỗ trống rồi chạy lại."),
        ReadOnlyFilesystem => anyhow::anyhow!("Ổ đĩa đang ở chế độ chỉ đọc. Hãy gắn lại ổ đĩa ở chế độ ghi."),
        NotADirectory => anyhow::anyhow!("Một phần của đường dẫn là tệp, không phải thư mục. Hãy kiểm tra lại --data."),
        _ => anyhow::anyhow!("Hệ điều hành báo: {error}"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use clap::Parser;

    use super::*;

    #[derive(clap::Parser)]
    struct Command {
        #[command(flatten)]
        config: Config,
    }

    fn parse(options: &[&str]) -> Result<Config, clap::Error> {
        Command::try_parse_from([&["congdan"], options].concat()).map(|command| command.config)
    }

    #[test]
    fn without_options_it_listens_on_this_machine_only() {
        let config = parse(&[]).unwrap();
        assert_eq!(config.listen, "127.0.0.1:3000".parse().unwrap());
        assert_eq!(config.store.data, Path::new("./data"));
        assert_eq!((config.connections, config.connections_per_address), (60_000, 4_000));
        assert_eq!((config.sockets, config.sockets_per_address), (50_000, 2_000));
        assert!(parse(&["--sockets", "abc"]).unwrap_err().to_string().contains("cần một số"));
        assert!(config.tls().is_none() && config.metrics_listen.is_none());
        assert_eq!(config.trusted_proxies, TrustedProxies::default());
    }

    #[test]
    fn listen_takes_addresses_names_and_ports() {
        for (text, address) in
            [("0.0.0.0:80", "0.0.0.0:80"), ("[::1]:3000", "[::1]:3000"), ("8080", "127.0.0.1:8080"), (":8080", "127.0.0.1:8080")]
        {
            assert_eq!(parse(&["--listen", text]).unwrap().listen, address.parse().unwrap(), "{text}");
        }
        assert!(parse(&["--listen", "localhost:3000"]).unwrap().listen.ip().is_loopback());
        let message = parse(&["--listen", "ba nghìn"]).unwrap_err().to_string();
        assert!(message.contains("cần địa chỉ và cổng"), "{message}");
    }

    #[test]
    fn tls_needs_both_files() {
        assert!(parse(&["--tls-cert", "a.pem"]).is_err());
        assert!(parse(&["--tls-cert", "a.pem", "--tls-key", "k.pem"]).unwrap().tls().is_some());
    }

    #[test]
    fn the_daily_backup_has_an_hour_or_is_off() {
        let backup = |options: &[&str]| parse(options).map(|config| (config.backup.backup_hour, config.backup.backup_keep));
        assert_eq!(backup(&[]).unwrap(), (BackupHour::At(2), 14));
        assert_eq!(backup(&["--backup-hour", "23", "--backup-keep", "1"]).unwrap(), (BackupHour::At(23), 1));
        assert_eq!(backup(&["--backup-hour", "off"]).unwrap().0, BackupHour::Never);
        assert!(backup(&["--backup-hour", "24"]).unwrap_err().to_string().contains("từ 0 đến 23"));
        assert!(backup(&["--backup-keep", "0"]).unwrap_err().to_string().contains("từ 1 trở lên"));
        assert_eq!(parse(&[]).unwrap().backup_folder(), Path::new("./data/sao-luu"));
        assert_eq!(parse(&["--backup-to", "/mnt/sao-luu"]).unwrap().backup_folder(), Path::new("/mnt/sao-luu"));
    }

    #[test]
    fn a_wrong_proxy_is_named() {
        let message = parse(&["--trusted-proxies", "10.0.0.0/8,proxy.example"]).unwrap_err().to_string();
        assert!(message.contains("proxy.example") && message.contains("không phải địa chỉ IP"), "{message}");
    }

    #[test]
    fn an_empty_database_setting_means_sqlite() {
        let folder = tempfile::tempdir().unwrap();
        let store = StoreOptions { data: folder.path().into(), media: None, database: Some(String::new()) };
        assert_eq!(store.prepare().unwrap(), DatabaseUrl::Sqlite(folder.path().join("congdan.sqlite")));
    }

    #[test]
    fn a_missing_data_folder_is_created_and_left_empty() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("a/b");
        prepare_data_folder(&data).unwrap();
        assert_eq!(fs::read_dir(&data).unwrap().count(), 0);
    }

    #[test]
    fn a_file_in_place_of_the_data_folder_is_told() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let message = format!("{:#}", prepare_data_folder(file.path()).unwrap_err());
        assert!(message.contains("là một tệp, không phải thư mục"), "{message}");
        let message = format!("{:#}", prepare_data_folder(&file.path().join("data")).unwrap_err());
        assert!(message.contains("Một phần của đường dẫn là tệp"), "{message}");
    }

    #[test]
    fn a_data_folder_that_cannot_be_written_is_told() {
        // Not even root may create anything here.
        let message = format!("{:#}", prepare_data_folder(Path::new("/sys/congdan")).unwrap_err());
        assert!(message.contains("không có quyền ghi") || message.contains("chỉ đọc"), "{message}");
    }

    #[test]
    fn a_full_disk_is_told() {
        let error = write_probe(Path::new("/dev/full")).unwrap_err();
        let message = explain(&error, Path::new("data")).to_string();
        assert!(message.contains("Ổ đĩa đã đầy"), "{message}");
    }
}
