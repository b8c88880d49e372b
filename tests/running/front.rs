//! Pages in memory are answered before the router: to the reader it makes no difference.

use std::{
    collections::BTreeMap,
    io::{Read, Write},
    net::TcpStream,
};

use crate::portal::{Portal, until};

const ARTICLE: &str = "/bai-viet/bai-mot";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

struct Answer {
    line: String,
    fields: BTreeMap<String, Vec<String>>,
    body: Vec<u8>,
}

/// One answer, read by its length.
fn read(socket: &mut TcpStream) -> Answer {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        socket.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let mut lines = head.trim_end().lines();
    let line = lines.next().unwrap().to_owned();
    let mut fields = BTreeMap::<String, Vec<String>>::new();
    for (name, value) in lines.map(|line| line.split_once(": ").unwrap()) {
        fields.entry(name.to_lowercase()).or_default().push(value.to_owned());
    }
    let length = fields.get("content-length").map_or(0, |length| length[0].parse().unwrap());
    let mut body = vec![0; length];
    socket.read_exact(&mut body).unwrap();
    Answer { line, fields, body }
}

/// What differs from one answer to the next is left out; of cookies the values are.
fn comparable(answer: &Answer) -> BTreeMap<String, Vec<String>> {
    let mut fields = answer.fields.clone();
    for name in ["date", "x-request-id", "connection"] {
        fields.remove(name);
    }
    for cookie in fields.get_mut("set-cookie").into_iter().flatten() {
        let (name, rest) = cookie.split_once('=').unwrap();
        *cookie = format!("{name}{}", rest.split_once(';').unwrap().1);
    }
    fields
}

#[test]
fn a_page_from_memory_is_the_routers_to_the_byte() {
    let folder = tempfile::tempdir().unwrap();
    let portal = Portal::make(folder.path(), None);
    // Rendered now; from here on it is in memory.
    assert_eq!(portal.ask(ARTICLE).status, 200);
    let browser = format!("User-Agent: {FIREFOX}\r\n");
    let cases = [
        String::new(),
        browser.clone(),
        format!("{browser}Accept-Encoding: gzip, br\r\n"),
        format!("{browser}Accept-Encoding: gzip\r\nSave-Data: on\r\n"),
        format!("{browser}Cookie: tuy_chon_doc=125.more.wide; luot=v1.forged\r\n"),
        "User-Agent: curl/8\r\nSec-Purpose: prefetch\r\n".to_owned(),
    ];
    for lines in cases {
        // The first fills the memory for this form of the page; a request with a length is left to hyper.
        let [first, second] = [(); 2].map(|()| {
            let mut socket = portal.connect();
            write!(socket, "GET {ARTICLE} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n{lines}\r\n").unwrap();
            read(&mut socket)
        });
        let mut socket = portal.connect();
        write!(socket, "GET {ARTICLE} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n").unwrap();
        let front = read(&mut socket);
        assert_eq!(front.line, first.line);
        assert_eq!(comparable(&front), comparable(&second), "{lines}");
        assert!(front.body == second.body, "{lines}");
        assert_eq!(front.fields["x-request-id"][0].len(), 16);

        // On the same connection: the page is known, and then something else is asked for.
        let tag = &front.fields["etag"][0];
        // As it was given; with the mark of a weak one lost on the way, behind another line; and to hyper, which keeps the connection.
        let forms = [
            format!("If-None-Match: {tag}\r\n"),
            format!("If-None-Match: \"other\"\r\nIf-None-Match: {}\r\n", tag.trim_start_matches("W/")),
            format!("If-None-Match: {tag}\r\nContent-Length: 0\r\n"),
        ];
        for lines in forms.map(|form| format!("{lines}{form}")) {
            write!(socket, "GET {ARTICLE} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n").unwrap();
            let known = read(&mut socket);
            assert_eq!(known.line, "HTTP/1.1 304 Not Modified", "{lines}");
            assert_eq!(known.fields["etag"][0], *tag);
            assert!(known.body.is_empty());
        }
    }
    let is_told = |line: &&str| line.contains(ARTICLE) && line.contains("status=304");
    until("each answer has its line in the log", || portal.log().lines().filter(is_told).count() == 18);
}

#[test]
fn an_open_connection_does_not_hold_up_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut portal = Portal::make(folder.path(), None);
    let mut socket = portal.connect();
    write!(socket, "GET {ARTICLE} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    assert_eq!(read(&mut socket).line, "HTTP/1.1 200 OK");
    write!(socket, "GET {ARTICLE} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    assert_eq!(read(&mut socket).line, "HTTP/1.1 200 OK");
    let began = std::time::Instant::now();
    portal.stop();
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
    assert_eq!(socket.read(&mut [0]).unwrap(), 0);
}
