//! Why something failed, in words for the administrator: what it is, what to do about it, and the technical cause once, in brackets.

use std::{
    io,
    sync::{Mutex, PoisonError},
};

use sqlx::{postgres::PgDatabaseError, sqlite::SqliteError};

use crate::error::AppError;

/// What failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Busy,
    ReadOnly,
    Full,
    DiskError,
    NotPermitted,
    Corrupt,
    NotADatabase,
    CannotOpen,
    Unreachable,
    TooSlow,
    Starting,
    NoRoom,
    SignIn,
    NoSuchDatabase,
    Other,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    pub kind: Kind,
    technical: String,
}

impl Cause {
    pub fn of_database(error: &sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(told) => {
                if let Some(sqlite) = told.try_downcast_ref::<SqliteError>() {
                    return Self::of_sqlite(sqlite);
                }
                let postgres = told.try_downcast_ref::<PgDatabaseError>();
                let code = postgres.map(PgDatabaseError::code).unwrap_or_default();
                Self { kind: kind_of_postgres(code), technical: format!("PostgreSQL {code}: {}", told.message()) }
            }
            sqlx::Error::Io(error) => {
                let on_disk = Self::of_disk(error);
                let kind = if on_disk.kind == Kind::Other { kind_of_network(error) } else { on_disk.kind };
                Self { kind, ..on_disk }
            }
            sqlx::Error::PoolTimedOut => Self { kind: Kind::TooSlow, technical: error.to_string() },
            _ => Self { kind: Kind::Other, technical: error.to_string() },
        }
    }

    fn of_sqlite(error: &SqliteError) -> Self {
        use sqlx::error::DatabaseError;
        // The low byte is the kind, the rest tells it more exactly.
        let code = error.code().and_then(|code| code.parse::<i32>().ok()).unwrap_or_default();
        let kind = match code & 0xff {
            5 | 6 => Kind::Busy,
            3 | 23 => Kind::NotPermitted,
            8 => Kind::ReadOnly,
            10 => Kind::DiskError,
            11 => Kind::Corrupt,
            13 => Kind::Full,
            14 => Kind::CannotOpen,
            26 => Kind::NotADatabase,
            _ => Kind::Other,
        };
        Self { kind, technical: format!("SQLite {code}: {}", error.message()) }
    }

    pub fn of_disk(error: &io::Error) -> Self {
        use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        /// The disk itself could not read or write.
        const EIO: i32 = 5;
        let kind = match error.kind() {
            StorageFull | QuotaExceeded => Kind::Full,
            ReadOnlyFilesystem => Kind::ReadOnly,
            PermissionDenied => Kind::NotPermitted,
            _ if error.raw_os_error() == Some(EIO) => Kind::DiskError,
            _ => Kind::Other,
        };
        Self { kind, technical: error.to_string() }
    }

    /// Whether whatever is tried next would fail the same way.
    pub fn hits_everything(&self) -> bool {
        self.kind != Kind::Other
    }

    /// In one line.
    pub fn says(&self) -> String {
        format!("{} ({})", self.kind.wording(), self.technical)
    }
}

fn kind_of_postgres(code: &str) -> Kind {
    match code {
        "28000" | "28P01" => Kind::SignIn,
        "3D000" => Kind::NoSuchDatabase,
        "53100" => Kind::Full,
        "53300" => Kind::NoRoom,
        "57P01" | "57P02" | "57P03" => Kind::Starting,
        "25006" => Kind::ReadOnly,
        "42501" => Kind::NotPermitted,
        "40P01" | "55P03" => Kind::Busy,
        "58030" => Kind::DiskError,
        "XX001" | "XX002" => Kind::Corrupt,
        _ => Kind::Other,
    }
}

fn kind_of_network(error: &io::Error) -> Kind {
    use io::ErrorKind::{
        BrokenPipe, ConnectionAborted, ConnectionRefused, ConnectionReset, HostUnreachable, NetworkUnreachable, NotFound, TimedOut,
        UnexpectedEof,
    };
    match error.kind() {
        ConnectionRefused | HostUnreachable | NetworkUnreachable | NotFound => Kind::Unreachable,
        TimedOut => Kind::TooSlow,
        ConnectionAborted | ConnectionReset | BrokenPipe | UnexpectedEof => Kind::Starting,
        // A name that no server knows has no kind of its own.
        _ if error.to_string().contains("lookup address") => Kind::Unreachable,
        _ => Kind::Other,
    }
}

impl Kind {
    fn wording(self) -> &'static str {
        match self {
            Self::Busy => {
                "Cơ sở dữ liệu đang bị chương trình khác giữ. Hãy đợi lệnh khác (nhập tin, nâng cấp, công cụ mở tệp SQLite) xong, hoặc dừng nó, rồi chạy lại"
            }
            Self::ReadOnly => {
                "Chỉ đọc được, không ghi được. Hãy giao thư mục dữ liệu cho tài khoản chạy congdan (chown -R congdan:congdan /var/lib/congdan); ổ đĩa hay PostgreSQL đang ở chế độ chỉ đọc thì chuyển lại chế độ ghi"
            }
            Self::Full => "Ổ đĩa đã đầy. Hãy giải phóng chỗ trống (xem bằng df -h) rồi chạy lại",
            Self::DiskError => {
                "Ổ đĩa báo lỗi khi đọc hoặc ghi. Hãy xem dmesg, chép bản sao lưu sang ổ khác ngay và thay ổ đĩa hỏng"
            }
            Self::NotPermitted => {
                "Chương trình không có quyền. Hãy chạy bằng tài khoản congdan (runuser -u congdan -- …) và giao thư mục dữ liệu cho tài khoản ấy: chown -R congdan:congdan /var/lib/congdan"
            }
            Self::Corrupt => {
                "Cơ sở dữ liệu bị hỏng. Hãy dừng cổng, đổi tên tệp hỏng để giữ lại, rồi nạp bản sao lưu mới nhất bằng congdan restore; congdan doctor chỉ ra bản ấy"
            }
            Self::NotADatabase => {
                "Tệp này không phải cơ sở dữ liệu SQLite, hoặc đã bị ghi đè. Hãy kiểm tra lại --data và --database; nếu đúng tệp thì dừng cổng, đổi tên tệp, rồi nạp bản sao lưu mới nhất bằng congdan restore"
            }
            Self::CannotOpen => {
                "Không mở được tệp cơ sở dữ liệu. Hãy xem thư mục có ở đó không và tài khoản chạy congdan có quyền đọc, ghi không (chown -R congdan:congdan /var/lib/congdan)"
            }
            Self::Unreachable => {
                "Không có PostgreSQL nào trả lời ở địa chỉ ấy. Hãy xem PostgreSQL có chạy không (systemctl status postgresql) và địa chỉ trong --database hoặc CONGDAN_DATABASE có đúng không"
            }
            Self::TooSlow => {
                "Cơ sở dữ liệu không trả lời kịp. Hãy xem PostgreSQL và mạng, hoặc lệnh nào đang giữ cơ sở dữ liệu, rồi chạy lại"
            }
            Self::Starting => "PostgreSQL đang dừng hoặc đang khởi động. Hãy đợi vài giây rồi chạy lại",
            Self::NoRoom => "PostgreSQL hết chỗ cho kết nối mới. Hãy tăng max_connections, hoặc dừng bớt nút hay chương trình khác",
            Self::SignIn => {
                "PostgreSQL không nhận tên hoặc mật khẩu. Hãy kiểm tra lại chúng trong --database hoặc CONGDAN_DATABASE"
            }
            Self::NoSuchDatabase => {
                "PostgreSQL không có cơ sở dữ liệu ấy. Hãy kiểm tra lại tên trong --database hoặc CONGDAN_DATABASE, hoặc tạo nó bằng createdb"
            }
            Self::Other => "Hệ thống báo lỗi",
        }
    }
}

/// The last failure of database or disk in this process. An [`AppError`] says nothing of the inside, as it may go to a browser; whoever runs
/// a command is told.
static LAST: Mutex<Option<Cause>> = Mutex::new(None);

pub fn remember(cause: Cause) {
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(cause);
}

pub fn last() -> Option<Cause> {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// The words of an [`AppError`] for whoever runs a command.
pub fn told(error: &AppError) -> String {
    match (error, last()) {
        (AppError::Unavailable, Some(cause)) => cause.says(),
        _ => error.wording(),
    }
}

/// An error with what it is about, each thing said once.
pub fn words(error: &anyhow::Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    for link in error.chain() {
        // What libraries say below has been told by these.
        let (part, is_last) = if let Some(error) = link.downcast_ref::<sqlx::Error>() {
            (Cause::of_database(error).says(), true)
        } else if let Some(error) = link.downcast_ref::<io::Error>() {
            (Cause::of_disk(error).says(), true)
        } else if let Some(error) = link.downcast_ref::<AppError>() {
            (told(error), true)
        } else {
            (link.to_string(), false)
        };
        if !parts.iter().any(|said| said.contains(&part)) {
            parts.push(part);
        }
        if is_last {
            break;
        }
    }
    parts.join(": ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use anyhow::Context;

    use super::*;
    use crate::db::{DatabaseUrl, Db};

    async fn refusal(url: &DatabaseUrl) -> String {
        words(&async { Db::open(url).await }.await.unwrap_err())
    }

    #[tokio::test]
    async fn a_damaged_database_is_told_once_with_the_remedy() {
        let folder = tempfile::tempdir().unwrap();
        let url = DatabaseUrl::Sqlite(folder.path().join("congdan.sqlite"));
        std::fs::write(folder.path().join("congdan.sqlite"), "không phải cơ sở dữ liệu ".repeat(1_000)).unwrap();
        let said = refusal(&url).await;
        assert!(said.contains("không phải cơ sở dữ liệu SQLite") && said.contains("congdan restore"), "{said}");
        assert_eq!(said.matches("file is not a database").count(), 1, "{said}");
        assert!(!said.contains("error returned"), "{said}");

        std::fs::remove_file(folder.path().join("congdan.sqlite")).unwrap();
        Db::open(&url).await.unwrap().close().await;
        let mut bytes = std::fs::read(folder.path().join("congdan.sqlite")).unwrap();
        bytes[100..].fill(0x5a);
        std::fs::write(folder.path().join("congdan.sqlite"), bytes).unwrap();
        let said = refusal(&url).await;
        assert!(said.contains("Cơ sở dữ liệu bị hỏng") && said.contains("congdan doctor"), "{said}");
        assert_eq!(said.matches("malformed").count(), 1, "{said}");
    }

    #[tokio::test]
    async fn a_folder_that_is_not_there_and_a_server_that_is_not_there_are_told() {
        let said = refusal(&DatabaseUrl::Sqlite("/proc/khong-co/congdan.sqlite".into())).await;
        assert!(said.contains("Không mở được tệp cơ sở dữ liệu") && said.contains("SQLite 14"), "{said}");
        let said = refusal(&DatabaseUrl::Postgres("postgres://congdan:mat-khau@127.0.0.1:9/congdan".into())).await;
        assert!(said.contains("Không có PostgreSQL nào trả lời") && !said.contains("mat-khau"), "{said}");
    }

    #[tokio::test]
    async fn a_locked_database_is_told_to_whoever_runs_a_command() {
        let folder = tempfile::tempdir().unwrap();
        let url = DatabaseUrl::Sqlite(folder.path().join("congdan.sqlite"));
        let (db, other) = (Db::open(&url).await.unwrap(), Db::open(&url).await.unwrap());
        let Db::Sqlite { writer, .. } = &other else { panic!() };
        let _held = writer.begin_with("BEGIN IMMEDIATE").await.unwrap();
        let refused: Result<(), AppError> =
            crate::in_tx!(&db, tx => { sqlx::query("delete from secret").execute(&mut *tx).await?; });
        assert_eq!(refused.unwrap_err(), AppError::Unavailable, "a browser is told nothing of the inside");
        let Db::Sqlite { writer, .. } = &db else { panic!() };
        let cause = Cause::of_database(&writer.begin_with("BEGIN IMMEDIATE").await.unwrap_err());
        assert_eq!(cause.kind, Kind::Busy);
        assert!(cause.hits_everything() && cause.says().contains("chương trình khác giữ"), "{}", cause.says());
    }

    #[test]
    fn disks_are_told_with_what_to_do() {
        for (kind, said) in [
            (io::ErrorKind::StorageFull, "df -h"),
            (io::ErrorKind::PermissionDenied, "chown"),
            (io::ErrorKind::ReadOnlyFilesystem, "chế độ ghi"),
        ] {
            let error: anyhow::Error = io::Error::from(kind).into();
            let words = words(&Err::<(), _>(error).context("Không ghi được x.html").unwrap_err());
            assert!(words.starts_with("Không ghi được x.html: ") && words.contains(said), "{words}");
        }
    }
}
