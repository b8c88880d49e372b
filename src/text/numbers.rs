//! Numbers as Vietnamese readers write them: 5.678 and 99,8%.

/// Groups of three parted by dots: 79921 gives "79.921".
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        out.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// "1,4 GB": decimal units, one place behind the comma.
pub fn byte_size(bytes: u64) -> String {
    const UNITS: [(&str, u64); 4] = [("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    match UNITS.iter().find(|(_, unit)| bytes >= *unit) {
        None => format!("{bytes} byte"),
        Some((name, unit)) => {
            let tenths = bytes / (unit / 10);
            format!("{},{} {name}", tenths / 10, tenths % 10)
        }
    }
}
