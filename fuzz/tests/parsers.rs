//! Every parser reads texts that are put together from pieces of real ones, with some bytes
//! changed. The seed is fixed (`.cargo/config.toml`), so each run reads the same texts.

use std::path::{Path, PathBuf};

use fuzz::PARSERS;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;

/// Texts without a file of their own.
const SHORT: [(&str, &[&str]); 6] = [
    (
        "address",
        &[
            "Anna Rossi <anna@bottega.test>",
            "mailto:info@pasticceria-città.test?subject=x",
            "\"o'brien\"@xn--caf-dma.test",
            "  ANNA (at) bottega.test. ",
            "anna@[192.0.2.1]",
            "https://www.bottega.test/contatti",
        ],
    ),
    (
        "dmarc",
        &[
            "v=DMARC1; p=reject; sp=none; rua=mailto:d@bottega.test; pct=50; adkim=s",
            "v=DMARC1;p=quarantine;p=none",
            "V=dmarc1 ; p = none",
        ],
    ),
    (
        "event",
        &[
            r#"{"session_opened":{"playbook":"generic","digest":"0a","lang":"it"}}"#,
            r#"{"answer_given":{"step":"scope","answer":{"option":"all"}}}"#,
            r#"{"run_ended":{"run":1,"end":"completed"}}"#,
            r#"{"watcher_joined":{"link":1,"name":"Ugo"}}"#,
            r#"{"give_answer":{"step":"start","answer":{"inputs":{"subject":"bottega.test"}}}}"#,
            r#"{"type":"answer_given","step":"scope","answer":{"option":"all"}}"#,
        ],
    ),
    (
        "list",
        &[
            "Nome;Cognome;Email;Errore\nAnna;Rossi;anna@bottega.test;550 5.1.1 no\n",
            "anna@bottega.test\nugo@altra.test, ok\n",
            "\u{feff}email\tin error\r\n\"Rossi, Anna\" <anna@bottega.test>\tyes\r\n",
            "anna@bottega.test; ugo@altra.test (non funziona)",
        ],
    ),
    ("reply", &["250-mx.bottega.test", "550 5.7.1 refused", "5.7.26", "421", "354 ", "220-\u{e8}"]),
    (
        "spf",
        &[
            "v=spf1 include:_spf.aruba.it a mx ~all",
            "v=spf1 ip4:192.0.2.0/24 redirect=_spf.mail.test\nv=spf1 -all",
            "v=spf1 exists:%{ir}.%{v}._spf.test ?all exp=why.test",
            "V=SPF1 +a:b.test/24//64 ptr -ALL",
        ],
    ),
];

/// The files of a folder of the project, sorted.
fn files(folder: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().filter(|file| file.is_file()).map(|file| std::fs::read(file).unwrap()).collect()
}

fn seeds(parser: &str) -> Vec<Vec<u8>> {
    match parser {
        "bounce" => files("shared/mail/src/bounce/fixtures"),
        "connection_error" => {
            let rows = include_str!("../../shared/mail/data/connection_errors.toml");
            rows.lines().map(|line| line.as_bytes().to_vec()).collect()
        }
        "message" => files("shared/mail/src/message/fixtures"),
        "playbook" => files("playbooks/fixtures"),
        _ => {
            let (_, seeds) = SHORT.iter().find(|(name, _)| *name == parser).unwrap();
            seeds.iter().map(|seed| seed.as_bytes().to_vec()).collect()
        }
    }
}

/// A part of one of the seeds.
type Piece = (Index, Index, Index);

/// The pieces in a row, with some bytes changed.
fn mixed(seeds: &[Vec<u8>], pieces: &[Piece], changes: &[(Index, u8)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (seed, one, other) in pieces {
        let seed = seed.get(seeds);
        let (one, other) = (one.index(seed.len() + 1), other.index(seed.len() + 1));
        bytes.extend_from_slice(&seed[one.min(other)..one.max(other)]);
    }
    let length = bytes.len();
    for (place, byte) in changes.iter().filter(|_| length > 0) {
        bytes[place.index(length)] = *byte;
    }
    bytes
}

#[test]
fn every_parser_reads_hostile_text() {
    for parser in PARSERS {
        let seeds = seeds(parser.name);
        seeds.iter().for_each(|seed| (parser.read)(seed));
        let pieces = vec((any::<Index>(), any::<Index>(), any::<Index>()), 1..6);
        let changes = vec((any::<Index>(), any::<u8>()), 0..8);
        let outcome = TestRunner::new(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::default()
        })
        .run(&(pieces, changes), |(pieces, changes)| {
            (parser.read)(&mixed(&seeds, &pieces, &changes));
            Ok(())
        });
        outcome.unwrap_or_else(|failure| panic!("{}: {failure}", parser.name));
    }
}

#[test]
fn every_parser_has_a_fuzz_target() {
    for parser in PARSERS {
        let target = format!("{}/fuzz_targets/{}.rs", env!("CARGO_MANIFEST_DIR"), parser.name);
        let target = std::fs::read_to_string(target).unwrap();
        assert!(target.contains(&format!("fuzz::target!({});", parser.name)), "{}", parser.name);
    }
}
