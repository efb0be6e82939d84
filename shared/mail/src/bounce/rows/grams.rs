//! Hashes of three adjacent bytes of a text, which rule out most of the fragments searched in it.
//!
//! The build script includes this file, so that both compute the same hashes.

/// The number of bits in the set that describes a text.
const BITS: u16 = 1 << 14;

/// The hash of three bytes: the index of their bit.
pub(crate) const fn gram(bytes: [u8; 3]) -> u16 {
    let [first, second, third] = bytes;
    let packed = u32::from_le_bytes([first, second, third, 0]).wrapping_mul(0x9e37_79b1);
    // The upper half of the product is distributed better.
    ((packed >> 16) as u16) % BITS
}
