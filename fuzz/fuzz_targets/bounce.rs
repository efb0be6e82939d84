//! Any bytes as a bounce: no panic, and nothing beyond the bounds.
//!
//! With cargo-fuzz (nightly): `cargo +nightly fuzz run bounce`. With stable, from this folder:
//! `cargo run --release --bin bounce -- 100000 ../shared/mail/src/bounce/fixtures/*` takes the
//! files apart and puts them together anew that many times, always in the same way.
#![cfg_attr(fuzzing, no_main)]

use terms::Owner;
use mail::bounce::{MAX_BOUNCE_RECIPIENTS, explain};

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| read(bytes));

fn read(bytes: &[u8]) {
    let explanation = explain(&String::from_utf8_lossy(bytes));
    assert!(explanation.items.len() <= MAX_BOUNCE_RECIPIENTS);
    for item in &explanation.items {
        assert!(item.sender_domains.len() <= 5);
        // A forwarding provider is not asked to publish a record.
        assert!(!item.breaks_by_forwarding() || item.owner == Some(Owner::MailProvider));
    }
}

#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let rounds: u32 = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    let files = arguments.map(std::fs::read_to_string).collect::<std::io::Result<Vec<_>>>()?;
    // Some files hold many short cases.
    let seeds: Vec<Vec<u8>> = files.iter().flat_map(|file| file.split("\n=== ")).map(|seed| seed.as_bytes().to_vec()).collect();
    seeds.iter().for_each(|seed| read(seed));
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for _ in 0..rounds {
        read(&mixed(&seeds, &mut dice));
    }
    println!("{} seeds and {rounds} texts made of them were read", seeds.len());
    Ok(())
}

/// Pieces of several seeds, with some bytes changed.
#[cfg(not(fuzzing))]
fn mixed(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut text = Vec::new();
    for _ in 0..=dice.below(5) {
        if let Some(seed) = seeds.get(dice.below(seeds.len())) {
            let (from, to) = (dice.below(seed.len()), dice.below(seed.len() + 1));
            text.extend_from_slice(seed.get(from.min(to)..from.max(to)).unwrap_or_default());
        }
    }
    for _ in 0..dice.below(8) {
        let at = dice.below(text.len());
        if let Some(byte) = text.get_mut(at) {
            *byte = u8::try_from(dice.below(256)).unwrap_or_default();
        }
    }
    text
}

/// xorshift64: always the same numbers, so that what fails can be repeated.
#[cfg(not(fuzzing))]
struct Dice(u64);

#[cfg(not(fuzzing))]
impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit.max(1) as u64)).unwrap_or_default()
    }
}
