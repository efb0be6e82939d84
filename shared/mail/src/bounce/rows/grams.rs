//! Which three bytes stand together in a text: a quick no for most of the fragments that are looked for in it.
//!
//! The build script shares this file, so that both sides number the same bytes alike.

/// How many bits a text is described by.
const BITS: u16 = 1 << 14;

/// The number of three bytes.
pub(crate) const fn gram(bytes: [u8; 3]) -> u16 {
    let [first, second, third] = bytes;
    let packed = u32::from_le_bytes([first, second, third, 0]).wrapping_mul(0x9e37_79b1);
    // The upper half is the better mixed one.
    ((packed >> 16) as u16) % BITS
}
