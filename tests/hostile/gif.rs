use image::ImageFormat;

use crate::{
    Fate::{self, Either, Picture, Refused},
    Hostile, hostile,
    make::{SCRIPT, good, noise},
};

/// A screen of a size, and a colour table of two.
fn head(width: u16, height: u16) -> Vec<u8> {
    [b"GIF89a", &width.to_le_bytes()[..], &height.to_le_bytes(), &[0x80, 0, 0], &[0, 0, 0, 255, 255, 255]].concat()
}

/// One frame of a size; its pixels are those of one pixel.
fn frame(width: u16, height: u16) -> Vec<u8> {
    let size = [&width.to_le_bytes()[..], &height.to_le_bytes()].concat();
    [&[0x2C, 0, 0, 0, 0], size.as_slice(), &[0, 2, 2, 0x44, 1, 0]].concat()
}

fn gif(parts: &[Vec<u8>]) -> Vec<u8> {
    [parts.concat(), vec![0x3B]].concat()
}

pub fn all() -> Vec<Hostile> {
    let file = |what: &str, bytes: Vec<u8>, fate: Fate| hostile(format!("GIF: {what}"), "anh.gif", bytes, fate);
    let whole = good(ImageFormat::Gif);
    let comment = |text: &[u8]| [&[0x21, 0xFE, text.len() as u8], text, &[0]].concat();
    let mut files = vec![
        file("10,000 frames", gif(&[head(1, 1), frame(1, 1).repeat(10_000)]), Refused("10.000 khung hình")),
        file("1,001 frames", gif(&[head(1, 1), frame(1, 1).repeat(1001)]), Refused("1.001 khung hình")),
        file("1,000 frames", gif(&[head(1, 1), frame(1, 1).repeat(1000)]), Picture),
        file(
            "10,000 frames of a good picture",
            gif(&[whole[..whole.len() - 1].to_vec(), frame(1, 1).repeat(10_000)]),
            Refused("10.001 khung hình"),
        ),
        file("a screen of 65,535 pixels a side", gif(&[head(0xFFFF, 0xFFFF), frame(1, 1)]), Refused("65535×65535")),
        file("a screen of 40 megapixels, one pixel drawn", gif(&[head(8000, 5000), frame(1, 1)]), Either),
        file("a frame larger than its screen", gif(&[head(1, 1), frame(60_000, 60_000)]), Either),
        file("no screen", gif(&[head(0, 0), frame(0, 0)]), Refused("")),
        file("a frame of nothing", gif(&[head(10, 10), frame(0, 0)]), Either),
        file("no frame", gif(&[head(10, 10)]), Refused("")),
        file(
            "a code size of 255",
            gif(&[head(2, 2), [&[0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0, 255], [1, 0].as_slice()].concat()]),
            Refused(""),
        ),
        file(
            "noise for pixels",
            gif(&[head(100, 100), vec![0x2C, 0, 0, 0, 0, 100, 0, 100, 0, 0, 8, 255], noise(255, 3), vec![0]]),
            Either,
        ),
        file("a script as comment", gif(&[head(1, 1), comment(SCRIPT), frame(1, 1)]), Picture),
        file("a million comments", gif(&[head(1, 1), comment(b"x").repeat(1_000_000), frame(1, 1)]), Picture),
        file("no end", [head(1, 1), frame(1, 1)].concat(), Either),
        file("a script that is a GIF", b"GIF89a/*".iter().chain(b"*/=1;alert(1)//").copied().collect(), Refused("")),
        file("a script after the end", [whole.clone(), SCRIPT.to_vec()].concat(), Picture),
        file("an unknown block", gif(&[head(1, 1), vec![0x99, 1, 2, 3], frame(1, 1)]), Refused("")),
        file("only its header", b"GIF89a".to_vec(), Refused("hỏng")),
    ];
    files.extend((1..6).map(|sixth| {
        let cut = whole[..whole.len() * sixth / 6].to_vec();
        file(&format!("cut off after {sixth} sixths"), cut, Refused(""))
    }));
    files
}
