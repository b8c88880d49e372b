//! The worker by itself: what it may not do, and what it says.

use std::{
    fs,
    io::{Read, Write},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use image::ImageFormat;

use crate::{
    PROGRAM,
    make::{drawing, encoded},
};

fn worker() -> Child {
    Command::new(PROGRAM).arg("render-picture").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap()
}

fn limit(limits: &str, name: &str) -> String {
    let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
    line[name.len()..].split_whitespace().next().unwrap().to_owned()
}

#[test]
fn the_worker_locks_itself_in_before_it_reads() {
    let mut worker = worker();
    // It waits for its picture; by the time its core size is nothing the others are set, or will be in a moment.
    let read = || fs::read_to_string(format!("/proc/{}/limits", worker.id())).unwrap();
    let mut limits = read();
    for _ in 0..1000 {
        if limit(&limits, "Max open files") == "3" {
            break;
        }
        thread::sleep(Duration::from_millis(10));
        limits = read();
    }
    for (name, most) in [
        ("Max address space", "1073741824"),
        ("Max cpu time", "10"),
        ("Max core file size", "0"),
        ("Max file size", "0"),
        ("Max processes", "0"),
        ("Max open files", "3"),
    ] {
        assert_eq!(limit(&limits, name), most, "{name}");
    }
    drop(worker.stdin.take());
    let mut answer = Vec::new();
    worker.stdout.take().unwrap().read_to_end(&mut answer).unwrap();
    assert!(worker.wait().unwrap().success());
    assert!(String::from_utf8_lossy(&answer).contains("tệp ảnh rỗng"));
}

#[test]
fn the_largest_picture_that_is_taken_fits() {
    // 40 megapixels in colour, as cameras make them.
    let picture = encoded(&drawing(7744, 5164), ImageFormat::Jpeg);
    let mut worker = worker();
    worker.stdin.take().unwrap().write_all(&picture).unwrap();
    let mut answer = Vec::new();
    worker.stdout.take().unwrap().read_to_end(&mut answer).unwrap();
    assert!(worker.wait().unwrap().success());
    assert!(String::from_utf8_lossy(&answer[..200]).contains("\"width\":7744"));
}

#[test]
fn nobody_is_told_of_it() {
    let help = Command::new(PROGRAM).arg("--help").output().unwrap();
    assert!(!String::from_utf8_lossy(&help.stdout).contains("render-picture"));
}
