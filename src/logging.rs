//! One line an event, text or JSON, on standard error; nothing that came from outside can forge a line.

use std::{
    io::{self, Write},
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use tracing_subscriber::{EnvFilter, filter::LevelFilter, fmt::MakeWriter, layer::SubscriberExt, util::SubscriberInitExt};

use crate::stamps;

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    Text,
    Json,
}

/// Starts the log for the whole process, and logs panics in it once, with the request id of the span they happen in.
///
/// # Errors
/// `filter` is not understood, or a log has been started before.
pub fn start(filter: &str, format: LogFormat) -> anyhow::Result<()> {
    // A word that is no level would be taken for a target, and nothing at all would be logged.
    let is_level = |part: &str| !part.trim().is_empty() && part.trim().parse::<LevelFilter>().is_ok();
    let is_told = |part: &str| part.contains(['=', '[']) || is_level(part);
    anyhow::ensure!(
        filter.split(',').all(is_told),
        "Không hiểu mức ghi nhật ký {filter:?} (CONGDAN_LOG): hãy dùng error, warn, info, debug hoặc trace"
    );
    let filter = EnvFilter::try_new(filter)
        .map_err(|error| anyhow::anyhow!("Không hiểu mức ghi nhật ký {filter:?} (CONGDAN_LOG): {error}"))?;
    subscriber(filter, format, || OneLine(Batched)).try_init()?;
    IS_TEXT.store(format == LogFormat::Text, Ordering::Relaxed);
    thread::Builder::new().name("log".into()).spawn(write_batches)?;
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, message = panic_message(panic.payload()), "panic");
        flush();
    }));
    Ok(())
}

/// Lines that wait to be written. A write a line would cost a reader's page as much as all the rest of it.
static WAITING: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static ARRIVED: Condvar = Condvar::new();
/// How long lines gather.
const GATHER: Duration = Duration::from_millis(20);
/// So many bytes are not left waiting.
const ENOUGH: usize = 64 * 1024;

/// The log is text, and goes to standard error.
static IS_TEXT: AtomicBool = AtomicBool::new(false);

struct Batched;

impl Write for Batched {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        gather(|waiting| waiting.extend_from_slice(line))?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        flush();
        Ok(())
    }
}

fn gather(write: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
    let mut waiting = lock();
    if waiting.is_empty() {
        ARRIVED.notify_one();
    }
    write(&mut waiting);
    if waiting.len() >= ENOUGH {
        io::stderr().write_all(&waiting)?;
        waiting.clear();
    }
    Ok(())
}

/// A line as the formatter of `tracing` would write it, at a tenth of its cost; for the one line that every request has. `fields` are
/// written by the caller, and hold nothing that would have to be escaped. False where the log is of another form.
pub fn write_quickly(target: &str, fields: impl FnOnce(&mut Vec<u8>)) -> bool {
    if !IS_TEXT.load(Ordering::Relaxed) {
        return false;
    }
    let (second, micros) = stamps::log_time();
    gather(|waiting| {
        waiting.extend_from_slice(&second);
        waiting.push(b'.');
        waiting.extend((0..6).rev().map(|place| b'0' + (micros / 10_u32.pow(place) % 10) as u8));
        waiting.extend_from_slice(b"Z  INFO ");
        waiting.extend_from_slice(target.as_bytes());
        waiting.extend_from_slice(b": ");
        fields(waiting);
        waiting.push(b'\n');
    })
    .is_ok()
}

/// Writes what has been logged so far; for the end of the program.
pub fn flush() {
    let mut waiting = lock();
    // A log that cannot be written has nowhere to say so.
    let _ = io::stderr().write_all(&waiting);
    waiting.clear();
}

fn write_batches() {
    loop {
        drop(ARRIVED.wait_while(lock(), |waiting| waiting.is_empty()).unwrap_or_else(PoisonError::into_inner));
        thread::sleep(GATHER);
        // Not under the lock: whoever logs must not wait for a slow disk.
        let batch = std::mem::take(&mut *lock());
        let _ = io::stderr().write_all(&batch);
    }
}

fn lock() -> MutexGuard<'static, Vec<u8>> {
    WAITING.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn subscriber<W>(filter: EnvFilter, format: LogFormat, writer: W) -> Box<dyn tracing::Subscriber + Send + Sync>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let registry = tracing_subscriber::registry().with(filter);
    let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(writer);
    match format {
        LogFormat::Text => Box::new(registry.with(lines)),
        LogFormat::Json => Box::new(registry.with(lines.json().flatten_event(true).with_span_list(false))),
    }
}

/// The words of a panic, where it has any.
pub fn panic_message(payload: &(dyn std::any::Any + Send)) -> &str {
    match payload.downcast_ref::<&str>() {
        Some(words) => words,
        None => payload.downcast_ref::<String>().map_or("", String::as_str),
    }
}

/// Writes each event as exactly one line: control characters inside it are spelled out.
///
/// The formatter hands over a whole event at a time, its line end last.
pub(crate) struct OneLine<W>(pub W);

impl<W: Write> Write for OneLine<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let line = event.strip_suffix(b"\n").unwrap_or(event);
        if contains_control(line) {
            let mut clean = Vec::with_capacity(event.len() + 16);
            for character in String::from_utf8_lossy(line).chars() {
                if character.is_control() {
                    clean.extend(character.escape_default().map(|ascii| ascii as u8));
                } else {
                    clean.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                }
            }
            clean.push(b'\n');
            self.0.write_all(&clean)?;
        } else {
            self.0.write_all(event)?;
        }
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn contains_control(line: &[u8]) -> bool {
    // 0xC2 leads the two-byte controls U+0080–U+009F (and a few harmless letters, which the slow way leaves as they are).
    line.iter().any(|byte| *byte < 0x20 || *byte == 0x7f || *byte == 0xc2)
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]

    use std::{
        cell::Cell,
        sync::{Arc, Mutex, Once},
    };

    use tracing_subscriber::{Layer, layer};

    use super::*;

    static EVER: Once = Once::new();

    /// A log that a test can read.
    #[derive(Clone, Default)]
    pub(crate) struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Kept {
        pub(crate) fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }

        pub(crate) fn start(&self, format: LogFormat) -> tracing::subscriber::DefaultGuard {
            listen();
            let kept = self.clone();
            tracing::subscriber::set_default(subscriber(EnvFilter::new("congdan=info"), format, move || OneLine(kept.clone())))
        }
    }

    thread_local! {
        static STATEMENTS: Cell<usize> = const { Cell::new(0) };
    }

    /// Sees each statement that sqlx tells of.
    struct Statements;

    impl<S: tracing::Subscriber> Layer<S> for Statements {
        fn on_event(&self, event: &tracing::Event<'_>, _: layer::Context<'_, S>) {
            if event.metadata().target() == "sqlx::query" {
                STATEMENTS.set(STATEMENTS.get() + 1);
            }
        }
    }

    /// Somebody always listens: else a call site first reached by another test's thread stays switched off.
    fn listen() {
        EVER.call_once(|| {
            let listener = subscriber(EnvFilter::new("congdan=info,sqlx::query=debug"), LogFormat::Text, io::sink);
            tracing::subscriber::set_global_default(listener.with(Statements)).unwrap();
        });
    }

    /// How many statements something takes that runs on the thread of its test. On PostgreSQL only: SQLite's are told of by another thread.
    pub(crate) async fn count_statements<T>(run: impl Future<Output = T>) -> (usize, T) {
        listen();
        let before = STATEMENTS.get();
        let outcome = run.await;
        (STATEMENTS.get() - before, outcome)
    }

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn nothing_from_outside_can_forge_a_line() {
        let kept = Kept::default();
        let _on = kept.start(LogFormat::Text);
        tracing::info!(path = %"/a\n2026-01-01 INFO forged\r\u{1b}[31m\u{7f}\u{85}", title = %"Hoà Cư đô thị", "request");
        let text = kept.text();
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(!text.trim_end_matches('\n').chars().any(char::is_control), "{text:?}");
        assert!(text.contains("Hoà Cư đô thị"), "{text}");
    }

    #[test]
    fn json_lines_are_json_with_the_span_of_the_request() {
        let kept = Kept::default();
        let _on = kept.start(LogFormat::Json);
        tracing::info_span!("request", id = "00ff").in_scope(|| tracing::error!(error = "a\n\"b\"", "database error"));
        let line: serde_json::Value = serde_json::from_str(kept.text().trim_end()).unwrap();
        assert_eq!(line["error"], "a\n\"b\"");
        assert_eq!(line["span"]["id"], "00ff");
    }

    #[test]
    fn a_filter_that_is_not_understood_is_told() {
        for filter in ["congdan=hơi-nhiều", "inof", "", "info,hyper"] {
            let message = start(filter, LogFormat::Text).unwrap_err().to_string();
            assert!(message.contains("CONGDAN_LOG"), "{message}");
        }
    }
}
