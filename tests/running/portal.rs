//! The program as an agency runs it: a data folder with two articles, a process, plain requests.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_congdan");
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Portal {
    data: PathBuf,
    database: Option<String>,
    port: u16,
    process: Option<Child>,
    log: Arc<Mutex<String>>,
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Portal {
    /// A new portal in an empty folder, running.
    pub fn make(data: &Path, database: Option<String>) -> Self {
        let articles = tempfile::tempdir().unwrap();
        for name in ["một", "hai"] {
            let html = format!(
                "<html><head><title>Bài {name}</title><meta name=section content='Tin hoạt động'><meta name=date content='2026-11-20T08:00:00+07:00'>\
                 </head><body><article><h1>Bài {name}</h1><p>Nội dung bài {name}.</p></article></body></html>"
            );
            fs::write(articles.path().join(format!("{name}.html")), html).unwrap();
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut portal = Self { data: data.to_owned(), database, port, process: None, log: Arc::default() };
        portal.run(&["site", "add", "xa.localhost", "Cổng thử"]);
        portal.run(&["import", "html", "--publish", &articles.path().to_string_lossy()]);
        portal.start();
        portal
    }

    pub fn database_file(&self) -> PathBuf {
        self.data.join("congdan.sqlite")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).arg("--data").arg(&self.data).env("CONGDAN_COUNT_ROBOTS", "1");
        if let Some(database) = &self.database {
            command.args(["--database", database]);
        }
        command
    }

    pub fn run(&self, arguments: &[&str]) {
        let done = self.command(arguments).output().unwrap();
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    pub fn start(&mut self) {
        let listen = format!("127.0.0.1:{}", self.port);
        let mut process = self.command(&["serve", "--listen", &listen]).stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let log = self.log.clone();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let mut log = log.lock().unwrap();
                log.push_str(&line);
                log.push('\n');
            }
        });
        self.process = Some(process);
        until("the portal answers", || TcpStream::connect(&listen).is_ok());
    }

    /// As an administrator stops it.
    pub fn stop(&mut self) {
        let Some(mut process) = self.process.take() else { return };
        assert!(Command::new("sh").args(["-c", &format!("kill {}", process.id())]).status().unwrap().success());
        assert!(process.wait().unwrap().success(), "{}", self.log());
    }

    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// A connection of one's own.
    pub fn connect(&self) -> TcpStream {
        let socket = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        socket
    }

    pub fn ask(&self, path: &str) -> Answer {
        self.ask_with(path, "")
    }

    fn ask_with(&self, path: &str, line: &str) -> Answer {
        self.send("GET", path, line, "")
    }

    /// Any request to the first site; `lines` are more headers, each ended.
    pub fn send(&self, method: &str, path: &str, lines: &str, body: &str) -> Answer {
        self.send_to("localhost", method, path, lines, body)
    }

    pub fn send_to(&self, host: &str, method: &str, path: &str, lines: &str, body: &str) -> Answer {
        let mut socket = self.connect();
        let length = if method == "POST" { format!("Content-Length: {}\r\n", body.len()) } else { String::new() };
        write!(socket, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{length}{lines}\r\n{body}").unwrap();
        let mut text = Vec::new();
        socket.read_to_end(&mut text).unwrap();
        let text = String::from_utf8_lossy(&text);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_default();
        let status = head.split(' ').nth(1).unwrap_or_default().parse().unwrap_or_default();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// A browser that comes and keeps its cookie.
    pub fn visit(&self) {
        let head = self.ask("/bai-viet/bai-mot").head;
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next()).expect("a cookie");
        assert_eq!(self.ask_with("/api/visits/pixel.gif", &format!("Cookie: {cookie}\r\n")).status, 200);
    }

    /// All visits, as a page tells them.
    pub fn figure(&self, path: &str) -> u32 {
        let body = self.ask(path).body;
        let (_, after) = body.split_once("data-figure=\"all\">").expect("the figure");
        after.split('<').next().unwrap().parse().unwrap()
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// Asks again and again: another process says nothing of itself.
pub fn until(what: &str, is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "waited in vain: {what}");
        thread::park_timeout(Duration::from_millis(50));
    }
}
