//! The command line: a file a command, all of the same shape.

/// A line on standard output. One that can no longer be written ends nothing: `congdan import … | head`.
macro_rules! say {
    ($($words:tt)*) => {{
        let _ = std::io::Write::write_fmt(&mut std::io::stdout(), format_args!("{}\n", format_args!($($words)*)));
    }};
}

pub mod account;
pub mod backup;
pub mod demo;
pub mod doctor;
pub mod export;
pub mod import;
mod line;
pub mod moving;
mod progress;
pub mod restore;
pub mod serve;
mod settings;
pub mod site;

use std::{
    fs::{File, TryLockError},
    process::ExitCode,
};

use anyhow::Context;
use clap::{Parser, Subcommand};

use crate::{
    backup::open_upgraded,
    cause::words,
    config::{StoreOptions, explain},
    db::{DatabaseUrl, Db},
    logging,
    media::{jail, worker},
};

/// Cổng Dân: cổng thông tin điện tử của cơ quan nhà nước.
#[derive(Debug, Parser)]
#[command(name = "congdan", version, disable_help_subcommand = true)]
pub(crate) struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Chạy cổng
    Serve(serve::Serve),
    /// Tạo cổng mẫu gồm hai cơ quan, có tin bài và ảnh
    Demo(demo::Demo),
    /// Thêm, khóa tài khoản của Ban biên tập, tạo liên kết kích hoạt
    Account(account::Account),
    /// Thêm và liệt kê cổng thành phần
    Site(site::Site),
    /// Nhập tin bài từ tệp
    Import(import::Import),
    /// Xuất tin bài ra tệp
    Export(export::Export),
    /// Sao lưu cơ sở dữ liệu và tệp, cả khi cổng đang chạy
    Backup(backup::Backup),
    /// Nạp một bản sao lưu vào nơi còn trống
    Restore(restore::Restore),
    /// Chuyển sang cơ sở dữ liệu khác (SQLite, PostgreSQL)
    Move(moving::Move),
    /// Kiểm tra dữ liệu, tệp, bản sao lưu, ổ đĩa và đồng hồ
    Doctor(doctor::Doctor),
    /// Giải mã một ảnh trong tiến trình riêng; chương trình tự gọi
    #[command(name = worker::WORD, hide = true)]
    RenderPicture,
}

/// Runs the command that was asked for.
pub fn run() -> ExitCode {
    settings::forget_empty();
    let line: CommandLine = match line::read() {
        Ok(line) => line,
        Err(ended) => return ended,
    };
    if let Command::RenderPicture = line.command {
        return jail::run();
    }
    // By this name also after an upgrade has put another file in its place.
    worker::use_program("/proc/self/exe".into());
    let done =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().context("Không khởi động được").and_then(|runtime| {
            runtime.block_on(async {
                match line.command {
                    Command::Serve(serve) => serve.run().await,
                    Command::Demo(demo) => demo.run().await,
                    Command::Account(account) => account.run().await,
                    Command::Site(site) => site.run().await,
                    Command::Import(import) => import.run().await,
                    Command::Export(export) => export.run().await,
                    Command::Backup(backup) => backup.run().await,
                    Command::Restore(restore) => restore.run().await,
                    Command::Move(moving) => moving.run().await,
                    Command::Doctor(doctor) => doctor.run().await,
                    Command::RenderPicture => Ok(()),
                }
            })
        });
    logging::flush();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

/// Opens the database of a command, upgraded as `serve` would: PostgreSQL that holds data is backed up before.
///
/// # Errors
/// There is none: a mistyped folder must not become a new installation.
async fn open(store: &StoreOptions) -> anyhow::Result<Db> {
    require_there(&store.database_url()?)?;
    open_or_create(store).await
}

fn require_there(url: &DatabaseUrl) -> anyhow::Result<()> {
    if let DatabaseUrl::Sqlite(path) = url {
        let is_there = path.try_exists().with_context(|| format!("Không đọc được {}", path.display()))?;
        anyhow::ensure!(is_there, "Chưa có cơ sở dữ liệu {}. Hãy kiểm tra lại --data và --database.", path.display());
    }
    Ok(())
}

/// What a database of one file is held by while it is served: a second program would count and publish beside the first and know nothing
/// of it, and what is moved meanwhile would lack what is written later.
///
/// # Errors
/// Another program holds it.
fn hold(url: &DatabaseUrl) -> anyhow::Result<Option<File>> {
    let DatabaseUrl::Sqlite(database) = url else { return Ok(None) };
    let path = database.with_extension("lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|error| explain(&error, &path)).with_context(|| format!("Không ghi được {}", path.display()))?;
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        anyhow::bail!(
            "Cổng ở {} đang được một chương trình congdan khác chạy. Hãy dừng chương trình ấy trước (systemctl stop congdan).",
            database.display()
        );
    }
    // Where a file system knows no locks, nothing is held.
    Ok(Some(file))
}

/// For the commands that begin an installation.
async fn open_or_create(store: &StoreOptions) -> anyhow::Result<Db> {
    open_upgraded(&store.prepare()?, &store.media_folder(), &store.default_backup_folder()).await
}

#[allow(clippy::print_stderr, reason = "the last word of a command line program goes to standard error")]
fn report(error: &anyhow::Error) {
    eprintln!("Lỗi: {}", words(error));
}
