//! Which key a `DS` record refers to, with the example of RFC 4034 §5.4.

use hickory_resolver::proto::dnssec::{Algorithm, DigestType, PublicKeyBuf};

use super::*;

/// The key of `dskey.example.com` from the RFC.
const KEY: &str = "AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==";
const DIGEST: [u8; 20] = [
    0x2b, 0xb1, 0x83, 0xaf, 0x5f, 0x22, 0x58, 0x81, 0x79, 0xa5, 0x3b, 0x0a, 0x98, 0x63, 0x1f, 0xad,
    0x1a, 0x29, 0x21, 0x18,
];

fn zone() -> Name {
    Name::from_ascii("dskey.example.com.").unwrap()
}

/// A key with these flags and the key material of the RFC.
fn key(flags: u16) -> DNSKEY {
    use base64::Engine as _;
    let material = base64::engine::general_purpose::STANDARD.decode(KEY).unwrap();
    #[expect(deprecated, reason = "the algorithm of the RFC's example")]
    let algorithm = Algorithm::RSASHA1;
    DNSKEY::with_flags(flags, PublicKeyBuf::new(material, algorithm))
}

fn ds(key_tag: u16, algorithm: u8, digest_type: u8, digest: &[u8]) -> DS {
    DS::new(key_tag, Algorithm::from_u8(algorithm), DigestType::from(digest_type), digest.to_vec())
}

#[test]
fn a_ds_record_is_of_one_key() {
    assert!(is_of(&ds(60_485, 5, 1, &DIGEST), &zone(), &key(256)));
    let other = Name::from_ascii("other.example.com.").unwrap();
    assert!(
        !is_of(&ds(60_485, 5, 1, &DIGEST), &other, &key(256)),
        "the name is part of the digest"
    );
    for wrong in [
        ds(60_486, 5, 1, &DIGEST),
        ds(60_485, 8, 1, &DIGEST),
        ds(60_485, 5, 2, &DIGEST),
        ds(60_485, 5, 1, &DIGEST[1..]),
    ] {
        assert!(!is_of(&wrong, &zone(), &key(256)), "{wrong}");
    }
    // A digest type that is not supported, such as GOST (RFC 5933).
    assert!(!is_of(&ds(60_485, 5, 3, &DIGEST), &zone(), &key(256)));
}

/// A key that is not a zone key, or is revoked, matches no record. The key tag depends on the
/// flags, so the records are made for each key.
#[test]
fn a_key_that_may_not_sign_is_nobody_s() {
    for flags in [0, 256 | 128] {
        let key = key(flags);
        let digest = key.to_digest(&zone(), DigestType::SHA256).unwrap();
        assert!(
            !is_of(&ds(key.calculate_key_tag().unwrap(), 5, 2, digest.as_ref()), &zone(), &key),
            "{flags}"
        );
    }
}
