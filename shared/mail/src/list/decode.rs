//! The text of an uploaded file: UTF-8, UTF-16 with a byte order mark (the "Unicode text" of
//! spreadsheets), or Latin-1.

/// Decodes a file; `None` if it is not text, such as a workbook.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        // Each Latin-1 byte equals the code point of its character.
        _ => String::from_utf8(bytes.to_vec())
            .unwrap_or_else(|_| bytes.iter().copied().map(char::from).collect()),
    };
    (!text.contains('\0')).then_some(text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks();
    let units = pairs.iter().copied().map(unit);
    char::decode_utf16(units)
        .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}
