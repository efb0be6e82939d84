//! Names inside the encodings of mail: base64 in blocks and in words, the escapes of
//! quoted-printable and those of addresses of pages.
//!
//! What is decoded here is only searched; a text without a name stays as it was, byte for byte.
//! Must never take binary data for text.

use std::ops::Range;

use base64::Engine as _;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

use super::find;
use super::names::Masks;

/// A shorter line does not begin a block.
const MIN_BLOCK_LINE: usize = 20;
/// A shorter word is not decoded.
const MIN_WORD: usize = 8;
/// The length of a line of base64 (RFC 2045 §6.8).
const LINE_LENGTH: usize = 76;

/// Reads base64 with its padding or without.
const READER: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The text with the names replaced inside of what is written in base64.
pub(super) fn base64(masks: &mut Masks, text: &str, is_alone_too: bool) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut masked = String::with_capacity(text.len());
    let mut rest = lines.as_slice();
    while let Some((first, later)) = rest.split_first() {
        let length = if first.trim().len() >= MIN_BLOCK_LINE {
            rest.iter().take_while(|line| is_base64(line.trim())).count()
        } else {
            0
        };
        let (block, after) = rest.split_at_checked(length).unwrap_or((&[], rest));
        if let Some(written) = masked_block(masks, block, is_alone_too) {
            masked.push_str(&written);
            rest = after;
        } else {
            masked.push_str(&masked_words(masks, first, is_alone_too));
            rest = later;
        }
    }
    masked
}

fn is_base64(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_base64_byte)
}

const fn is_base64_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// The block with its names replaced; `None` if it holds none.
fn masked_block(masks: &mut Masks, block: &[&str], is_alone_too: bool) -> Option<String> {
    let joined: String = block.iter().map(|line| line.trim()).collect();
    if joined.is_empty() {
        return None;
    }
    let bytes = READER.decode(&joined).ok()?;
    let masked = masked_bytes(masks, &bytes, is_alone_too)?;
    let end = if block.first().is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" };
    let mut written = String::new();
    for (index, character) in STANDARD.encode(masked).chars().enumerate() {
        if index > 0 && index % LINE_LENGTH == 0 {
            written.push_str(end);
        }
        written.push(character);
    }
    if block.last().is_some_and(|line| line.ends_with('\n')) {
        written.push_str(end);
    }
    Some(written)
}

/// The line with the names replaced in each word of base64.
fn masked_words(masks: &mut Masks, line: &str, is_alone_too: bool) -> String {
    let mut found = Vec::new();
    let bytes = line.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        let rest = bytes.get(start..).unwrap_or_default();
        let letters = |byte: &&u8| is_base64_byte(**byte) && **byte != b'=';
        let mut length = rest.iter().take_while(letters).count();
        let padding = rest.iter().skip(length).take(2).take_while(|byte| **byte == b'=').count();
        if length >= MIN_WORD {
            length += padding;
            let decoded = rest.get(..length).and_then(|word| READER.decode(word).ok());
            // A word of a language decodes to bytes that are no text.
            let decoded = decoded.filter(|decoded| std::str::from_utf8(decoded).is_ok());
            let masked = decoded.and_then(|bytes| masked_bytes(masks, &bytes, is_alone_too));
            found.extend(masked.map(|masked| (start..start + length, STANDARD.encode(masked))));
        }
        start += length.max(1);
    }
    find::rewritten(line, &found)
}

/// These bytes with the names replaced, if they are a text that holds any.
fn masked_bytes(masks: &mut Masks, bytes: &[u8], is_alone_too: bool) -> Option<Vec<u8>> {
    // NUL separates the parts of a login (RFC 4616).
    let is_binary = |byte: &u8| byte.is_ascii_control() && !b"\t\r\n\0".contains(byte);
    if bytes.iter().any(is_binary) {
        return None;
    }
    let (text, is_utf8) = match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), true),
        // Any byte is a character of ISO 8859-1.
        Err(_) => (bytes.iter().map(|&byte| char::from(byte)).collect(), false),
    };
    let masked = find::replace(masks, &text, is_alone_too);
    if masked == text {
        return None;
    }
    if is_utf8 {
        return Some(masked.into_bytes());
    }
    Some(masked.chars().map(|character| u8::try_from(character).unwrap_or(b'?')).collect())
}

/// The text with the names replaced that are written with `=2E` or `%2E`, or across a soft line
/// break (RFC 2045 §6.7, RFC 3986 §2.1).
pub(super) fn escapes(masks: &mut Masks, text: &str, is_alone_too: bool) -> String {
    let (decoded, origins) = unescaped(text.as_bytes());
    if origins.len() == text.len() {
        return text.to_owned();
    }
    let found = find::find(masks, &decoded, is_alone_too);
    let of_origin = |(range, mask): (Range<usize>, String)| {
        let start = origins.get(range.start)?.start;
        let end = origins.get(range.end.checked_sub(1)?)?.end;
        Some((start..end, mask)).filter(|(range, _)| text.get(range.clone()).is_some())
    };
    let found: Vec<_> = found.into_iter().filter_map(of_origin).collect();
    find::rewritten(text, &found)
}

/// The decoded text, and for each of its bytes where it comes from.
fn unescaped(bytes: &[u8]) -> (String, Vec<Range<usize>>) {
    let (mut decoded, mut origins) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = bytes.get(at + 1..).unwrap_or_default();
        // Quoted-printable has upper-case digits only: `user=dario` holds no escape.
        let is_digit = |digit: &&u8| byte == b'%' || !digit.is_ascii_lowercase();
        let hex = |index: usize| {
            rest.get(index).filter(is_digit).and_then(|&digit| char::from(digit).to_digit(16))
        };
        let (value, length) = match (byte, rest) {
            (b'=', [b'\n', ..]) => (None, 2),
            (b'=', [b'\r', b'\n', ..]) => (None, 3),
            (b'=' | b'%', _) => match (hex(0), hex(1)) {
                (Some(high), Some(low)) => (u8::try_from(high * 16 + low).ok(), 3),
                _ => (Some(byte), 1),
            },
            _ => (Some(byte), 1),
        };
        if let Some(value) = value {
            decoded.push(value);
            origins.push(at..at + length);
        }
        at += length;
    }
    // As long as before: `origins` has an entry for each byte.
    let mut text = String::with_capacity(decoded.len());
    for chunk in decoded.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    (text, origins)
}
