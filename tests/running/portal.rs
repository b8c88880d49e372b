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
    /// Where several nodes keep their files.
    media: Option<PathBuf>,
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
            let html = article(&format!("Bài {name}"), "Tin hoạt động", &format!("Nội dung bài {name}."));
            fs::write(articles.path().join(format!("{name}.html")), html).unwrap();
        }
        let mut portal = Self::at(data, None, database);
        portal.run(&["site", "add", "xa.localhost", "Cổng thử"]);
        portal.run(&["import", "html", "--publish", &articles.path().to_string_lossy()]);
        portal.start();
        portal
    }

    /// Not running yet.
    pub fn at(data: &Path, media: Option<PathBuf>, database: Option<String>) -> Self {
        Self { data: data.to_owned(), media, database, port: 0, process: None, log: Arc::default() }
    }

    /// One more node on the same database and the same files, running.
    pub fn join(&self, data: &Path) -> Self {
        let mut node = Self::at(data, Some(self.data.join("media")), self.database.clone());
        node.start();
        node
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
        if let Some(media) = &self.media {
            command.arg("--media-folder").arg(media);
        }
        command
    }

    pub fn run(&self, arguments: &[&str]) {
        let done = self.command(arguments).output().unwrap();
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    /// What a command prints, however it ends.
    pub fn says(&self, arguments: &[&str]) -> String {
        String::from_utf8(self.command(arguments).output().unwrap().stdout).unwrap()
    }

    /// Starts it on a free port; another program may take that port a moment before.
    pub fn start(&mut self) {
        while !self.try_start() {}
    }

    fn try_start(&mut self) -> bool {
        self.port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let listen = format!("127.0.0.1:{}", self.port);
        let mut process = self.command(&["serve", "--listen", &listen]).stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let (log, served) = (self.log.clone(), self.log().matches("serving at").count());
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let mut log = log.lock().unwrap();
                log.push_str(&line);
                log.push('\n');
            }
        });
        let process = self.process.insert(process);
        let log = &self.log;
        let serves = || log.lock().unwrap().matches("serving at").count() > served;
        let process = std::cell::RefCell::new(process);
        until("the portal answers", || serves() || process.borrow_mut().try_wait().unwrap().is_some());
        let is_taken = !serves() && self.log().contains("đang được chương trình khác dùng");
        assert!(serves() || is_taken, "{}", self.log());
        !is_taken
    }

    /// As an administrator stops it.
    pub fn stop(&mut self) {
        let Some(mut process) = self.process.take() else { return };
        assert!(Command::new("sh").args(["-c", &format!("kill {}", process.id())]).status().unwrap().success());
        assert!(process.wait().unwrap().success(), "{}", self.log());
    }

    /// As a machine that loses its power.
    pub fn kill(&mut self) {
        let mut process = self.process.take().expect("running");
        process.kill().unwrap();
        process.wait().unwrap();
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
        let cookie = self.come();
        assert_eq!(self.ask_with("/api/visits/pixel.gif", &format!("Cookie: {cookie}\r\n")).status, 200);
    }

    /// The cookie of a browser that asks for its first page.
    pub fn come(&self) -> String {
        let head = self.ask("/bai-viet/bai-mot").head;
        head.lines().find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next()).expect("a cookie").to_owned()
    }

    /// All visits, as a page tells them.
    pub fn figure(&self, path: &str) -> u32 {
        figure(&self.ask(path).body, "all")
    }

    /// Browsers online, as one is told that is not counted itself.
    pub fn online(&self) -> u32 {
        figure(&self.ask_with("/bai-viet/bai-mot", "Sec-Purpose: prefetch\r\n").body, "online")
    }
}

/// A file for the importer.
pub fn article(title: &str, section: &str, text: &str) -> String {
    format!(
        "<html><head><title>{title}</title><meta name=section content='{section}'><meta name=date content='2026-11-20T08:00:00+07:00'>\
         </head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )
}

fn figure(page: &str, name: &str) -> u32 {
    let (_, after) = page.split_once(&format!("data-figure=\"{name}\">")).expect("the figure");
    after.split('<').next().unwrap().parse().unwrap()
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
