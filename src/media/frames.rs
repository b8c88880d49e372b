//! How many frames an animation has, counted from block to block without decoding any of them.

use image::ImageFormat;

/// Of what is put up, the first frame alone is shown; a moving picture this long is a film, and belongs into a video.
pub const MOST: usize = 1_000;

/// The frames of a file, where it is whole so far; 1 for a still picture and for what cannot be followed.
pub fn count(bytes: &[u8], format: ImageFormat) -> usize {
    let counted = match format {
        ImageFormat::Gif => of_gif(bytes),
        ImageFormat::Png => of_png(bytes),
        ImageFormat::WebP => of_webp(bytes),
        _ => 1,
    };
    counted.max(1)
}

/// Bytes that are read from the front.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|taken| taken[0])
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }
}

/// The length of a colour table by the flags that announce it.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn of_gif(bytes: &[u8]) -> usize {
    let (mut bytes, mut frames) = (Bytes(bytes), 0);
    let _ = walk_gif(&mut bytes, &mut frames);
    frames
}

fn walk_gif(bytes: &mut Bytes<'_>, frames: &mut usize) -> Option<()> {
    let head: [u8; 13] = bytes.array()?;
    bytes.take(table(head[10]))?;
    loop {
        match bytes.byte()? {
            0x21 => {
                bytes.byte()?;
            }
            0x2C => {
                let frame: [u8; 9] = bytes.array()?;
                // The smallest code stands before the data.
                bytes.take(table(frame[8]) + 1)?;
                *frames += 1;
            }
            _ => return None,
        }
        while let length @ 1.. = bytes.byte()? {
            bytes.take(usize::from(length))?;
        }
    }
}

/// An animation says how many frames it has before its first pixels.
fn of_png(bytes: &[u8]) -> usize {
    let mut bytes = Bytes(bytes);
    let mut animated = || {
        bytes.take(8)?;
        loop {
            let length = u32::from_be_bytes(bytes.array()?);
            match &bytes.array::<4>()? {
                b"acTL" => return Some(u32::from_be_bytes(bytes.array()?)),
                b"IDAT" | b"IEND" => return None,
                _ => bytes.take(usize::try_from(length).ok()?.checked_add(4)?)?,
            };
        }
    };
    animated().and_then(|frames| usize::try_from(frames).ok()).unwrap_or(1)
}

fn of_webp(bytes: &[u8]) -> usize {
    let (mut bytes, mut frames) = (Bytes(bytes), 0);
    let mut walk = || {
        bytes.take(12)?;
        loop {
            let kind: [u8; 4] = bytes.array()?;
            let length = usize::try_from(u32::from_le_bytes(bytes.array()?)).ok()?;
            frames += usize::from(&kind == b"ANMF");
            bytes.take(length.checked_add(length % 2)?)?;
        }
    };
    let _: Option<()> = walk();
    frames
}
