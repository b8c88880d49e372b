//! One line an event, text or JSON, on standard error; nothing that came from outside can forge a line.

use std::io::{self, Write};

use tracing_subscriber::{EnvFilter, fmt::MakeWriter, layer::SubscriberExt, util::SubscriberInitExt};

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
    let filter = EnvFilter::try_new(filter)
        .map_err(|error| anyhow::anyhow!("Không hiểu mức ghi nhật ký {filter:?} (CONGDAN_LOG): {error}"))?;
    subscriber(filter, format, || OneLine(io::stderr())).try_init()?;
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, message = panic_message(panic.payload()), "panic");
    }));
    Ok(())
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

    use std::sync::{Arc, Mutex, Once};

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
            // Somebody always listens: else a call site first reached by another test's thread stays switched off.
            EVER.call_once(|| {
                let listener = subscriber(EnvFilter::new("congdan=info"), LogFormat::Text, io::sink);
                tracing::subscriber::set_global_default(listener).unwrap();
            });
            let kept = self.clone();
            tracing::subscriber::set_default(subscriber(EnvFilter::new("congdan=info"), format, move || OneLine(kept.clone())))
        }
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
        let message = start("congdan=hơi-nhiều", LogFormat::Text).unwrap_err().to_string();
        assert!(message.contains("CONGDAN_LOG"), "{message}");
    }
}
