//! Addresses and ports that may and may not be dialled.

use super::*;

#[track_caller]
fn check(address: &str, expected: bool) {
    assert_eq!(is_public(address.parse().unwrap()), expected, "{address}");
}

#[test]
fn public_servers() {
    for address in [
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "128.0.0.1",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:4860:4860::8888",
        "2001:200::1",
        "2606:4700::1111",
        "2a00:1450:4002::1a",
        "2003::1",
        "3ffe:ffff::1",
    ] {
        check(address, true);
    }
}

#[test]
fn addresses_that_are_nobodys_public_server() {
    for address in [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.5",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.31.196.1",
        "192.52.193.1",
        "192.88.99.1",
        "192.168.1.1",
        "192.175.48.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::169.254.169.254",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::7f00:1",
        "100::1",
        "100:0:0:1::1",
        "1::",
        "2001::1",
        "2001:2::1",
        "2001:3::1",
        "2001:10::1",
        "2001:20::1",
        "2001:30::1",
        "2001:1ff:ffff::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2620:4f:8000::1",
        "3fff::1",
        "3fff:fff:ffff::1",
        "4000::1",
        "5f00::1",
        "8000::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
    ] {
        check(address, false);
    }
}

/// Fifteen special blocks, each embedded in IPv6 in eight ways.
#[test]
fn no_embedding_hides_an_ipv4_address() {
    let specials = [
        "0.0.0.1",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "255.255.255.255",
    ];
    for special in specials {
        let v4: Ipv4Addr = special.parse().unwrap();
        let [a, b, c, d] = v4.octets();
        let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
        let embeddings = [
            ("mapped", Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, high, low)),
            ("compatible", Ipv6Addr::new(0, 0, 0, 0, 0, 0, high, low)),
            ("translated", Ipv6Addr::new(0, 0, 0, 0, 0xffff, 0, high, low)),
            ("nat64", Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low)),
            ("nat64 local", Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, high, low)),
            ("6to4", Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1)),
            ("teredo", Ipv6Addr::new(0x2001, 0, 0x4136, 0xe378, 0x8000, 0x63bf, !high, !low)),
            ("isatap", Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0x5efe, high, low)),
        ];
        for (how, address) in embeddings {
            assert!(!is_public(address.into()), "{special} {how} {address}");
        }
    }
}

#[test]
fn only_nine_ports_of_a_public_host() {
    let vetter = Vetter::default();
    let allowed: Vec<u16> = (0..=u16::MAX)
        .filter(|&port| vetter.vet(SocketAddr::from(([8, 8, 8, 8], port))).is_ok())
        .collect();
    let mut expected = ALLOWED_PORTS.to_vec();
    expected.sort_unstable();
    assert_eq!(allowed, expected);
}

#[test]
fn a_name_server_is_asked_at_its_own_port_and_nowhere_else() {
    let vetter = Vetter::new(vec!["10.1.0.0/16".parse().unwrap()], vec![]);
    assert_eq!(vetter.vet("8.8.8.8:53".parse().unwrap()), Err(Refusal::PortNotAllowed));
    for (address, expected) in [
        ("8.8.8.8", Ok("8.8.8.8:53")),
        ("10.1.2.3", Ok("10.1.2.3:53")),
        ("127.0.0.1", Err(Refusal::AddressNotPublic)),
    ] {
        let vetted = vetter.vet_name_server(address.parse().unwrap()).map(Vetted::address);
        assert_eq!(vetted, expected.map(|address| address.parse().unwrap()), "{address}");
    }
}

#[test]
fn the_operator_opens_networks_and_there_only_more_ports() {
    let vetter = Vetter::new(vec!["10.1.0.0/16".parse().unwrap()], vec![8443]);
    assert!(vetter.vet("10.1.2.3:25".parse().unwrap()).is_ok_and(Vetted::is_opened));
    assert!(vetter.vet("10.1.2.3:8443".parse().unwrap()).is_ok());
    assert_eq!(vetter.vet("10.2.0.1:25".parse().unwrap()), Err(Refusal::AddressNotPublic));
    assert_eq!(vetter.vet("8.8.8.8:8443".parse().unwrap()), Err(Refusal::PortNotAllowed));
    assert_eq!(vetter.vet("10.1.2.3:22".parse().unwrap()), Err(Refusal::PortNotAllowed));
}

#[test]
fn the_operator_closes_networks() {
    let vetter = Vetter::new(vec!["10.0.0.0/8".parse().unwrap()], vec![]).denying(vec![
        "10.9.0.0/16".parse().unwrap(),
        "8.8.8.0/24".parse().unwrap(),
        "2a00:1450::/32".parse().unwrap(),
    ]);
    for (address, expected) in [
        ("10.1.0.1", None),
        ("10.9.0.1", Some(Refusal::AddressDenied)),
        ("8.8.8.8", Some(Refusal::AddressDenied)),
        ("8.8.4.4", None),
        ("2a00:1450:4002::1a", Some(Refusal::AddressDenied)),
        ("2a01::1", None),
        ("127.0.0.1", Some(Refusal::AddressNotPublic)),
    ] {
        let address: IpAddr = address.parse().unwrap();
        assert_eq!(vetter.vet((address, 25).into()).err(), expected, "{address}");
        assert_eq!(vetter.vet_name_server(address).err(), expected, "{address}");
        // What is denied is not private for that, so the domain is not accused.
        assert_eq!(vetter.allows(address), expected != Some(Refusal::AddressNotPublic));
    }
}

/// The table of RFC 6052 §2.4: 192.0.2.33 in prefixes of each length. Documentation addresses are
/// not public, so a public address takes its place.
#[test]
fn an_address_behind_nat64_counts_as_the_ipv4_address_in_it() {
    for (prefix, public, private) in [
        ("2001:db8::/32", "2001:db8:808:808::", "2001:db8:a00:5::"),
        ("2001:db8:100::/40", "2001:db8:108:808:8::", "2001:db8:10a:0:5::"),
        ("2001:db8:122::/48", "2001:db8:122:808:8:800::", "2001:db8:122:a00:0:500::"),
        ("2001:db8:122:300::/56", "2001:db8:122:308:8:808::", "2001:db8:122:30a:0:5::"),
        ("2001:db8:122:344::/64", "2001:db8:122:344:8:808:800::", "2001:db8:122:344:a:0:500::"),
        ("2001:db8:122:344::/96", "2001:db8:122:344::8.8.8.8", "2001:db8:122:344::10.0.0.5"),
        ("64:ff9b::/96", "64:ff9b::8.8.8.8", "64:ff9b::10.0.0.5"),
        ("2a02:64::/96", "2a02:64::8.8.8.8", "2a02:64::169.254.169.254"),
    ] {
        let prefix = Nat64Prefix::new(prefix.parse().unwrap()).unwrap();
        let vetter = Vetter::default().behind(Some(prefix));
        let vet = |address: &str| vetter.vet((address.parse::<IpAddr>().unwrap(), 25).into()).err();
        assert_eq!(vet(public), None, "{public}");
        assert_eq!(vet(private), Some(Refusal::AddressNotPublic), "{private}");
        let denying = vetter.clone().denying(vec!["8.8.8.0/24".parse().unwrap()]);
        let address: IpAddr = public.parse().unwrap();
        assert_eq!(
            denying.vet((address, 25).into()).err(),
            Some(Refusal::AddressDenied),
            "{public}"
        );
    }
    assert!(Nat64Prefix::new("2001:db8::/33".parse().unwrap()).is_none());
    assert!(Nat64Prefix::new("2001:db8::/128".parse().unwrap()).is_none());
}

/// The special ranges as first and last address, from IANA's registries (RFC 6890), so that a wrong
/// prefix length in the table of the program is found.
const SPECIAL: [(&str, &str); 23] = [
    ("0.0.0.0", "0.255.255.255"),
    ("10.0.0.0", "10.255.255.255"),
    ("100.64.0.0", "100.127.255.255"),
    ("127.0.0.0", "127.255.255.255"),
    ("169.254.0.0", "169.254.255.255"),
    ("172.16.0.0", "172.31.255.255"),
    ("192.0.0.0", "192.0.0.255"),
    ("192.0.2.0", "192.0.2.255"),
    ("192.31.196.0", "192.31.196.255"),
    ("192.52.193.0", "192.52.193.255"),
    ("192.88.99.0", "192.88.99.255"),
    ("192.168.0.0", "192.168.255.255"),
    ("192.175.48.0", "192.175.48.255"),
    ("198.18.0.0", "198.19.255.255"),
    ("198.51.100.0", "198.51.100.255"),
    ("203.0.113.0", "203.0.113.255"),
    ("224.0.0.0", "239.255.255.255"),
    ("240.0.0.0", "255.255.255.255"),
    // Within 2000::/3; nothing outside it is public.
    ("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff"),
    ("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff"),
];

/// An address at most two before or after `bound`.
fn around(bound: IpAddr, step: u64) -> IpAddr {
    match bound {
        IpAddr::V4(bound) => {
            Ipv4Addr::from(u32::from(bound).wrapping_add(step as u32).wrapping_sub(2)).into()
        }
        IpAddr::V6(bound) => {
            Ipv6Addr::from(u128::from(bound).wrapping_add(step.into()).wrapping_sub(2)).into()
        }
    }
}

#[test]
fn a_million_addresses_are_judged_like_by_the_registries() {
    let bounds: Vec<(IpAddr, IpAddr)> = SPECIAL
        .iter()
        .map(|(first, last)| (first.parse().unwrap(), last.parse().unwrap()))
        .collect();
    let is_special = |address: &IpAddr| {
        bounds.iter().any(|(first, last)| {
            first.is_ipv4() == address.is_ipv4() && first <= address && address <= last
        })
    };
    let is_in_use = |address: &IpAddr| match address {
        IpAddr::V4(_) => true,
        IpAddr::V6(address) => matches!(address.segments()[0], 0x2000..=0x3fff),
    };
    // xorshift64: the same addresses at every run.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for round in 0..1_000_000_usize {
        let (random, more) = (next(), next());
        let (first, last) = &bounds[round % bounds.len()];
        // Anywhere, and around both ends of each range.
        let address = match round % 4 {
            0 => Ipv4Addr::from(random as u32).into(),
            1 => Ipv6Addr::from(u128::from(random) << 64 | u128::from(more)).into(),
            2 => around(*first, random % 5),
            _ => around(*last, random % 5),
        };
        let expected = is_in_use(&address) && !is_special(&address);
        assert_eq!(is_public(address), expected, "{address}");
    }
}
