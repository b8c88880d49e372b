//! A part of a file, as players of videos and broken-off downloads ask for it (RFC 9110, one range).

/// What a Range header asks of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Whole,
    /// First byte and length.
    Part(u64, u64),
    /// Nothing of it is in the file.
    Beyond,
}

/// Several ranges, other units and nonsense ask for the whole file, as the RFC allows.
pub fn asked(header: Option<&str>, length: u64) -> Asked {
    let Some((first, last)) =
        header.and_then(|header| header.trim().strip_prefix("bytes=")).and_then(|range| range.split_once('-'))
    else {
        return Asked::Whole;
    };
    match (number(first), number(last)) {
        (Some(first), _) if last.trim().is_empty() => part(first, length.saturating_sub(1), length),
        (Some(first), Some(last)) if first <= last => part(first, last, length),
        (None, Some(0)) if first.trim().is_empty() => Asked::Beyond,
        (None, Some(suffix)) if first.trim().is_empty() => part(length.saturating_sub(suffix), length.saturating_sub(1), length),
        _ => Asked::Whole,
    }
}

fn part(first: u64, last: u64, length: u64) -> Asked {
    if first >= length {
        return Asked::Beyond;
    }
    Asked::Part(first, last.min(length - 1) - first + 1)
}

fn number(text: &str) -> Option<u64> {
    let text = text.trim();
    // `parse` alone would take "+5".
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}
