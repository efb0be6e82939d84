//! The files that a customer gives: which kinds there are, and their limits.
//!
//! A kind is what the content shows, never what a name or a browser says. Must never hold the
//! content.

use checklist::playbook::InputId;
use serde::{Deserialize, Serialize};
use terms::closed_set;

/// The most files of one session at once.
pub const MAX_FILE_COUNT: usize = 8;
/// The most bytes of all files of one session: a photograph of a telephone, or several screenshots.
pub const MAX_FILE_BYTES: usize = 4 * 1024 * 1024;
/// The longest name that is kept, in characters.
const MAX_NAME_CHARS: usize = 80;

closed_set! {
    /// What a file is.
    pub enum FileKind {
        /// A PNG image.
        Png = "png";
        /// A JPEG image.
        Jpeg = "jpeg";
        /// A WebP image.
        Webp = "webp";
        /// A GIF image.
        Gif = "gif";
        /// A PDF document.
        Pdf = "pdf";
        /// A mail message with its header.
        Message = "message";
        /// Plain text.
        Text = "text";
    }
}

/// Numbers the files of a session, from 1; a number is never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct FileId(pub u32);

/// A file that the customer gave; its content is kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GivenFile {
    /// Its number.
    pub file: FileId,
    /// The input beside which it was given.
    pub input: InputId,
    /// Its name on the customer's device, without its folder and without hidden characters.
    pub name: String,
    /// What its content is.
    pub kind: FileKind,
    /// Its size, in bytes.
    pub size_bytes: u32,
    /// Its SHA-256, hexadecimal.
    pub sha256: String,
}

impl FileKind {
    /// The kind of this content; `None` if it is none of those that are taken. Markup is not taken:
    /// HTML and SVG can hold scripts.
    #[must_use]
    pub fn of(content: &[u8]) -> Option<Self> {
        match content {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            _ => Self::of_text(std::str::from_utf8(content).ok()?),
        }
    }

    fn of_text(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let is_control = |part: char| part.is_control() && !matches!(part, '\t' | '\r' | '\n');
        if text.is_empty() || text.starts_with('<') || text.contains(is_control) {
            return None;
        }
        Some(if is_message(text) { Self::Message } else { Self::Text })
    }

    /// The ending of a file's name.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Pdf => "pdf",
            Self::Message => "eml",
            Self::Text => "txt",
        }
    }
}

/// Whether a text is a message with its header (RFC 5322 §2.2): a mail program can open it.
#[must_use]
pub fn is_message(text: &str) -> bool {
    let mut fields = 0;
    for line in text.trim_start().lines() {
        if line.is_empty() {
            return fields >= 2;
        }
        if line.starts_with([' ', '\t']) && fields > 0 {
            continue;
        }
        let name = line.split_once(':').map(|(name, _)| name);
        let is_name = |name: &str| {
            !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        if !name.is_some_and(is_name) {
            return false;
        }
        fields += 1;
    }
    false
}

/// The name of a file as it is kept: without its folder, without hidden characters, and not empty.
#[must_use]
pub fn file_name(given: &str) -> String {
    let base = given.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let is_shown = |part: &char| !terms::visible::is_hidden(*part);
    let name: String = base.chars().filter(is_shown).take(MAX_NAME_CHARS).collect();
    let name = name.replace('\n', " ");
    if name.trim().is_empty() { "file".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(content: &[u8], expected: Option<FileKind>) {
        assert_eq!(FileKind::of(content), expected, "{}", String::from_utf8_lossy(content));
    }

    #[test]
    fn a_kind_is_what_the_content_shows() {
        check(b"\x89PNG\r\n\x1a\n....", Some(FileKind::Png));
        check(b"\xff\xd8\xff\xe0....", Some(FileKind::Jpeg));
        check(b"RIFF\0\0\0\0WEBPVP8 ", Some(FileKind::Webp));
        check(b"GIF89a....", Some(FileKind::Gif));
        check(b"%PDF-1.7\n", Some(FileKind::Pdf));
        check("550 5.1.1 unità\r\n".as_bytes(), Some(FileKind::Text));
        check(b"From: a@b.test\nSubject: x\n\nbody", Some(FileKind::Message));
        for refused in [
            &b""[..],
            b"  \n",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
            b"\xef\xbb\xbf\n <!DOCTYPE html><script>x()</script>",
            b"<?xml version='1.0'?>",
            b"MZ\x90\0\x03",
            b"PK\x03\x04",
            b"\x7fELF",
            b"text with \0",
            b"\xff\xfeu\0t\0f\0",
        ] {
            check(refused, None);
        }
    }

    #[test]
    fn a_message_has_a_header_and_a_body() {
        for (text, expected) in [
            ("From: a@b.test\nSubject: x\n\nbody", true),
            ("\r\nReceived: from a\r\n\tby b\r\nFrom: a@b.test\r\n\r\nbody", true),
            ("550 5.1.1 no such user", false),
            ("Error: it failed\n\nreally", false),
            ("Dear customer,\n\nTo: be", false),
            ("From: a@b.test\nSubject: only a header", false),
        ] {
            assert_eq!(is_message(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_name_has_no_folder_and_hides_nothing() {
        for (given, expected) in [
            ("schermata.png", "schermata.png"),
            ("../../etc/passwd", "passwd"),
            ("C:\\fakepath\\a.png", "a.png"),
            ("a\u{202e}gnp.exe\0", "agnp.exe"),
            ("", "file"),
            ("\u{200f}\n", "file"),
        ] {
            assert_eq!(file_name(given), expected, "{given:?}");
        }
        assert_eq!(file_name(&"\u{e8}".repeat(500)).chars().count(), MAX_NAME_CHARS);
    }
}
