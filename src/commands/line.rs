//! The command line is read; help, and what is wrong with a line, are in Vietnamese.

use std::{error::Error, io::Write, num::ParseIntError, process::ExitCode};

use clap::{
    Parser,
    error::{ContextKind, ErrorKind},
};

/// What clap writes by itself. Without the space after a word: a long line may end there.
const WORDS: [(&str, &str); 14] = [
    ("Print help (see more with '--help')", "In hướng dẫn này (đầy đủ: --help)"),
    ("Print help (see a summary with '-h')", "In hướng dẫn này (tóm tắt: -h)"),
    ("Print help", "In hướng dẫn này"),
    ("Print version", "In phiên bản"),
    ("Usage:", "Cách dùng:"),
    ("Commands:", "Lệnh:"),
    ("Arguments:", "Tham số:"),
    ("Options:", "Tùy chọn:"),
    ("[OPTIONS]", "[TÙY CHỌN]"),
    ("<COMMAND>", "<LỆNH>"),
    ("[default:", "[mặc định:"),
    ("[env:", "[biến môi trường:"),
    ("[possible values:", "[một trong:"),
    ("Possible values:", "Một trong:"),
];

/// Reads the line that the program was started with. Help is printed and ends it well; a mistake is told and ends it with 2.
pub fn read<Line: Parser>() -> Result<Line, ExitCode> {
    Line::try_parse().map_err(|error| {
        let words = words(&error);
        // Whoever has gone away reads no help.
        let _ = if error.use_stderr() {
            std::io::stderr().write_all(words.as_bytes())
        } else {
            std::io::stdout().write_all(words.as_bytes())
        };
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    })
}

fn words(error: &clap::Error) -> String {
    let is_text = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    if is_text {
        return in_vietnamese(&error.render().to_string());
    }
    let usage = context(error, ContextKind::Usage).map(|usage| in_vietnamese(&usage));
    let usage = usage.map_or_else(String::new, |usage| format!("\n{}\n", usage.trim_end()));
    format!("Lỗi: {}\n{usage}\nXem hướng dẫn: thêm --help vào sau lệnh.\n", mistake(error))
}

fn in_vietnamese(text: &str) -> String {
    WORDS.iter().fold(text.to_owned(), |text, (english, vietnamese)| text.replace(english, vietnamese))
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    error.get(kind).map(ToString::to_string).filter(|told| !told.is_empty())
}

/// What is wrong, and what would be right.
fn mistake(error: &clap::Error) -> String {
    let argument = context(error, ContextKind::InvalidArg).unwrap_or_else(|| "tham số".to_owned());
    let value = context(error, ContextKind::InvalidValue);
    let says = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("Không có lệnh {}", context(error, ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::MissingSubcommand => "Cần ghi thêm một lệnh".to_owned(),
        ErrorKind::UnknownArgument => format!("Không có tùy chọn hay tham số {argument}"),
        ErrorKind::MissingRequiredArgument => format!("Thiếu {argument}"),
        ErrorKind::ArgumentConflict => match context(error, ContextKind::PriorArg) {
            Some(prior) if prior != argument => format!("{argument} không dùng cùng {prior} được"),
            _ => format!("{argument} chỉ được ghi một lần"),
        },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match value {
            Some(value) => format!("{argument} không nhận {value:?}{}", reason(error)),
            None => format!("{argument} cần một giá trị"),
        },
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => format!("{argument} cần một giá trị"),
        ErrorKind::TooManyValues => format!("{argument} không nhận thêm {}", value.unwrap_or_default()),
        ErrorKind::InvalidUtf8 => "Dòng lệnh có ký tự không phải UTF-8".to_owned(),
        _ => "Không hiểu dòng lệnh".to_owned(),
    };
    let choices = context(error, ContextKind::ValidValue).map(|choices| format!(". Chọn một trong: {choices}"));
    let meant = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let meant = meant.into_iter().find_map(|kind| context(error, kind)).map(|meant| meant.replace(", ", " hay "));
    let meant = meant.map(|meant| format!(". Có phải ý bạn là {meant}?"));
    format!("{says}{}{}", choices.unwrap_or_default(), meant.unwrap_or_default())
}

/// Our own readers of values say why in Vietnamese; those of the libraries do not.
fn reason(error: &clap::Error) -> String {
    match error.source() {
        Some(cause) if cause.is::<ParseIntError>() => ": cần một số nguyên".to_owned(),
        Some(cause) if !cause.to_string().is_ascii() => format!(": {cause}"),
        Some(_) => ": không đúng dạng hoặc ngoài khoảng cho phép".to_owned(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use clap::{Command, CommandFactory};

    use super::*;
    use crate::commands::CommandLine;

    const ENGLISH: [&str; 10] =
        ["Usage", "Commands", "Options", "Arguments", "Print ", "default:", "env:", "possible", "error", "required"];

    fn assert_vietnamese(words: &str) {
        assert!(!ENGLISH.iter().any(|english| words.contains(english)), "{words}");
    }

    fn look_at(mut command: Command) {
        for help in [command.render_help(), command.render_long_help()] {
            let help = in_vietnamese(&help.to_string());
            assert_vietnamese(&help);
            assert!(help.contains("Cách dùng:"), "{help}");
        }
        for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
            look_at(below.clone());
        }
    }

    #[test]
    fn help_is_in_vietnamese() {
        let mut command = CommandLine::command();
        command.build();
        assert!(command.render_help().to_string().contains("cổng thông tin điện tử"));
        look_at(command);
    }

    #[test]
    fn a_mistake_is_told_in_vietnamese_and_ends_with_two() {
        for (line, said) in [
            (&["foo"][..], "Không có lệnh foo"),
            (&["sreve"], "Có phải ý bạn là restore hay serve?"),
            (&["site"], "Cách dùng: congdan site <LỆNH>"),
            (&["import", "html"], "Thiếu <PATH>..."),
            (&["restore"], "Thiếu <BẢN SAO LƯU>"),
            (&["serve", "--foo"], "Không có tùy chọn hay tham số --foo"),
            (&["site", "add", "xa.gov.vn", "Xã", "--opening-visits", "abc"], "không nhận \"abc\": cần một số nguyên"),
            (&["site", "add", "xa.gov.vn", "Xã", "--opening-visits=-1"], "ngoài khoảng cho phép"),
            (&["backup", "--keep", "0"], "cần một số từ 1 trở lên"),
            (&["backup", "--keep"], "cần một giá trị"),
            (&["backup", "--keep", "1", "--keep", "2"], "chỉ được ghi một lần"),
            (&["serve", "--log-format", "xml"], "Chọn một trong: text, json"),
            (&["account", "add", "lan", "--role", "vua"], "vai trò là một trong"),
        ] {
            let error = CommandLine::try_parse_from([&["congdan"], line].concat()).unwrap_err();
            let words = words(&error);
            assert!(words.contains(said), "{line:?}: {words}");
            assert_vietnamese(&words);
            assert_eq!(error.exit_code(), 2, "{line:?}");
        }
    }
}
