//! PostgreSQL stopped and started again: a server of our own, since others test on the common one.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    faults::{Uncached, endure},
    portal::Portal,
};

struct Server {
    programs: PathBuf,
    folder: tempfile::TempDir,
    port: u16,
}

impl Server {
    fn start_new() -> Self {
        let mut versions: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql").unwrap().map(|entry| entry.unwrap().path()).collect();
        versions.sort();
        let programs = versions.pop().unwrap().join("bin");
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        if is_root() {
            assert!(Command::new("chown").arg("postgres").arg(folder.path()).status().unwrap().success());
        }
        let server = Self { programs, folder, port };
        server.run("initdb", &["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]);
        server.start();
        server
    }

    fn start(&self) {
        let options = format!("-k {} -p {} -c listen_addresses=127.0.0.1", self.folder.path().display(), self.port);
        let log = self.folder.path().join("log");
        self.run("pg_ctl", &["-w", "-l", &log.to_string_lossy(), "-o", &options, "start"]);
    }

    fn stop(&self) {
        self.run("pg_ctl", &["-m", "immediate", "stop"]);
    }

    /// PostgreSQL refuses to run as root.
    fn run(&self, program: &str, arguments: &[&str]) {
        let program = self.programs.join(program);
        let mut command = match is_root() {
            true => Command::new("runuser"),
            false => Command::new(&program),
        };
        if is_root() {
            command.args(["-u", "postgres", "--"]).arg(&program);
        }
        let files = self.folder.path().join("db");
        let done = command.arg("-D").arg(files).args(arguments).current_dir(Path::new("/")).status().unwrap();
        assert!(done.success(), "{program:?} {arguments:?}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn is_root() -> bool {
    let user = Command::new("id").arg("-u").output().unwrap().stdout;
    String::from_utf8_lossy(&user).trim() == "0"
}

#[tokio::test]
async fn postgresql_is_stopped_and_started_again() {
    if std::env::var_os("CONGDAN_TEST_POSTGRES").is_none() {
        eprintln!("SKIPPED: scripts/postgres.sh was not used, so no PostgreSQL is promised here");
        return;
    }
    let server = Server::start_new();
    let folder = tempfile::tempdir().unwrap();
    let portal = Portal::make(folder.path(), Some(format!("postgres://postgres@127.0.0.1:{}/postgres", server.port)));
    endure(portal, Uncached::Unavailable, async || server.stop(), async || server.start()).await;
}
