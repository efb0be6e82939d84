//! Tests with lists as they are pasted and uploaded.

use super::*;

/// The mailbox as text: `+` before the address for in error, `-` for working, then the error text
/// and the day.
fn told(mailbox: &ListedMailbox) -> String {
    let mark = match mailbox.in_error {
        InError::Yes => "+",
        InError::No => "-",
        InError::Unknown => "",
    };
    let more = [&mailbox.error_text, &mailbox.since]
        .into_iter()
        .flatten()
        .map(|text| format!(" {text}"))
        .collect::<String>();
    format!("{mark}{}{more}", mailbox.address)
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let list = read(text);
    assert_eq!(list.faults, [], "{text:?}");
    assert_eq!(list.mailboxes.iter().map(told).collect::<Vec<_>>(), expected, "{text:?}");
    assert_eq!(read(&write(&list.mailboxes)).mailboxes, list.mailboxes, "written and read again");
}

#[test]
fn addresses_one_a_line() {
    check("", &[]);
    check("anna@bottega.test", &["anna@bottega.test"]);
    check("anna@bottega.test\nugo@altra.test\n", &["anna@bottega.test", "ugo@altra.test"]);
    check(
        "\u{feff}anna@bottega.test\r\n\r\n  ugo@altra.test  \r\n",
        &["anna@bottega.test", "ugo@altra.test"],
    );
    check(
        "Anna Rossi <anna@Bottega.TEST>\n<ugo@altra.test>\nmailto:eva@terza.test",
        &["anna@bottega.test", "ugo@altra.test", "eva@terza.test"],
    );
    check("- la casella è anna@bottega.test", &["anna@bottega.test"]);
}

#[test]
fn addresses_one_after_the_other() {
    check("anna@bottega.test, ugo@altra.test", &["anna@bottega.test", "ugo@altra.test"]);
    check("anna@bottega.test;ugo@altra.test;", &["anna@bottega.test", "ugo@altra.test"]);
    check("anna@bottega.test ugo@altra.test", &["anna@bottega.test", "ugo@altra.test"]);
    check(
        "\"Rossi, Anna\" <anna@bottega.test>, Ugo <ugo@altra.test>",
        &["anna@bottega.test", "ugo@altra.test"],
    );
    check(
        "anna@bottega.test\nugo@altra.test eva@terza.test",
        &["anna@bottega.test", "ugo@altra.test", "eva@terza.test"],
    );
}

#[test]
fn tables_with_a_header() {
    let expected =
        ["+anna@bottega.test 550 5.1.1 no; such user", "-ugo@altra.test", "eva@terza.test"];
    check(
        "Email;In errore;Messaggio di errore\nanna@bottega.test;sì;\"550 5.1.1 no; such user\"\nugo@altra.test;no;\neva@terza.test;;",
        &expected,
    );
    check(
        "Casella,Stato,Dettagli\nanna@bottega.test,KO,550 5.1.1 no; such user\nugo@altra.test,ok,\neva@terza.test,,",
        &expected,
    );
    check(
        "status\taddress\tmessage\nfailed\tanna@bottega.test\t550 5.1.1 no; such user\nworking\tugo@altra.test\t\nunknown\teva@terza.test\t",
        &expected,
    );
    check("Utente;Email;Stato\nAnna Rossi;anna@bottega.test;ko", &["+anna@bottega.test"]);
    check(
        "nome;email;funziona\nAnna;anna@bottega.test;no\nUgo;ugo@altra.test;sì",
        &["+anna@bottega.test", "-ugo@altra.test"],
    );
    check(
        "email;errore\nanna@bottega.test;connessione persa\nugo@altra.test;",
        &["+anna@bottega.test connessione persa", "ugo@altra.test"],
    );
    check(
        "email;stato;ultimo errore\nanna@bottega.test;login failed;535 no",
        &["+anna@bottega.test 535 no"],
    );
    check(
        "email;ultimo errore;dal\nanna@bottega.test;535 login;20/11/2026 09:30",
        &["+anna@bottega.test 535 login 2026-11-20"],
    );
    check("email;dal\nanna@bottega.test;l'altro ieri", &["anna@bottega.test"]);
    check("email\nanna@bottega.test\nugo@altra.test", &["anna@bottega.test", "ugo@altra.test"]);
}

#[test]
fn tables_without_a_header() {
    check("anna@bottega.test;KO\nugo@altra.test;ok", &["+anna@bottega.test", "-ugo@altra.test"]);
    check("Anna;anna@bottega.test\nUgo;ugo@altra.test", &["anna@bottega.test", "ugo@altra.test"]);
    check("anna@bottega.test,550 5.1.0; rejected", &["+anna@bottega.test 550 5.1.0; rejected"]);
    check(
        "1\tanna@bottega.test\t2026-11-20\tAutenticazione fallita",
        &["+anna@bottega.test Autenticazione fallita 2026-11-20"],
    );
    check(
        "anna@bottega.test;\"550 <anna@bottega.test>: no such user\"",
        &["+anna@bottega.test 550 <anna@bottega.test>: no such user"],
    );
    check(
        "anna@bottega.test;\"550 \"\"no\"\"\nsecond line\"\nugo@altra.test;ok",
        &["+anna@bottega.test 550 \"no\"\nsecond line", "-ugo@altra.test"],
    );
}

#[test]
fn a_mailbox_that_is_there_twice_is_merged_and_said() {
    let list = read(
        "anna@bottega.test;ok\nANNA@bottega.test;ko;550 no\nugo@altra.test\nanna@bottega.test;ok",
    );
    assert_eq!(
        list.mailboxes.iter().map(told).collect::<Vec<_>>(),
        ["+anna@bottega.test 550 no", "ugo@altra.test"]
    );
    assert_eq!(list.repeated.iter().map(|repeated| repeated.line).collect::<Vec<_>>(), [2, 4]);
}

#[track_caller]
fn faults(text: &str, expected: &[(usize, &str, LineProblem)]) {
    let found: Vec<_> = read(text)
        .faults
        .into_iter()
        .map(|fault| (fault.line, fault.text, fault.problem))
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(line, text, problem)| (*line, (*text).to_owned(), problem.clone()))
        .collect();
    assert_eq!(found, expected, "{text:?}");
}

#[test]
fn a_line_that_cannot_be_read_is_named() {
    let no_at = || LineProblem::Address(AddressProblem::NoAt);
    faults("anna@bottega.test\n\nsegreteria\nugo@altra.test", &[(3, "segreteria", no_at())]);
    faults("email;stato\nanna;ok\nugo@altra.test;ok", &[(2, "anna;ok", no_at())]);
    faults(
        "anna@@bottega.test",
        &[(1, "anna@@bottega.test", LineProblem::Address(AddressProblem::SeveralAddresses))],
    );
    faults(
        "anna@bottega",
        &[(
            1,
            "anna@bottega",
            LineProblem::Address(AddressProblem::Domain(crate::DomainProblem::SingleLabel)),
        )],
    );
    // An unclosed quote affects only its own line.
    faults("\"anna;ok\nugo@altra.test;ok\neva@terza.test;ko", &[(1, "\"anna;ok", no_at())]);
    let list = read("ugo@altra.test;\"550 no\neva@terza.test;ok");
    assert_eq!(
        list.mailboxes.iter().map(told).collect::<Vec<_>>(),
        ["+ugo@altra.test 550 no", "-eva@terza.test"]
    );
}

/// Addresses are found with any text around and between them, in the formats of many programs.
#[test]
fn no_address_of_a_line_is_lost() {
    check(
        "'Rossi, Anna' <anna@bottega.test>; \"Bianchi, Ugo\" <ugo@bottega.test>; Eva Neri (eva@altra.test); mailto:info@altra.test; Gianni <gianni@altra.test>;",
        &[
            "anna@bottega.test",
            "ugo@bottega.test",
            "eva@altra.test",
            "info@altra.test",
            "gianni@altra.test",
        ],
    );
    check(
        "anna@bottega.test, ugo@bottega.test (non funziona), eva@altra.test",
        &["anna@bottega.test", "+ugo@bottega.test", "eva@altra.test"],
    );
    check(
        "anna@bottega.test (ok); ugo@bottega.test KO; eva@altra.test",
        &["-anna@bottega.test", "+ugo@bottega.test", "eva@altra.test"],
    );
    check(
        "Anna Rossi [anna@bottega.test]\tUgo: ugo@bottega.test / eva@altra.test",
        &["anna@bottega.test", "ugo@bottega.test", "eva@altra.test"],
    );
    check(
        "le caselle sono anna@bottega.test e ugo@bottega.test.",
        &["anna@bottega.test", "ugo@bottega.test"],
    );
    check(
        "To: anna@bottega.test; Cc: <ugo@bottega.test>, eva@altra.test",
        &["anna@bottega.test", "ugo@bottega.test", "eva@altra.test"],
    );
    check(
        "1) anna@bottega.test\n2) ugo@bottega.test\n- eva@altra.test",
        &["anna@bottega.test", "ugo@bottega.test", "eva@altra.test"],
    );
    check("anna@bottega.test/ugo@bottega.test", &["anna@bottega.test", "ugo@bottega.test"]);
    check(
        "anna@bottega.test;Anna;anche ugo@bottega.test",
        &["anna@bottega.test", "ugo@bottega.test"],
    );
    check(
        "anna@bottega.test: 535 5.7.8 authentication failed",
        &["+anna@bottega.test anna@bottega.test: 535 5.7.8 authentication failed"],
    );
    check(
        "anna@bottega.test | KO | 550 no\nugo@bottega.test | ok |",
        &["+anna@bottega.test 550 no", "-ugo@bottega.test"],
    );
    // A line that cannot be read is returned as a whole.
    faults(
        "anna@bottega.test, ugo@@bottega.test",
        &[(
            1,
            "anna@bottega.test, ugo@@bottega.test",
            LineProblem::Address(AddressProblem::SeveralAddresses),
        )],
    );
    faults(
        "anna@bottega.test e ugo@bottega",
        &[(
            1,
            "anna@bottega.test e ugo@bottega",
            LineProblem::Address(AddressProblem::Domain(crate::DomainProblem::SingleLabel)),
        )],
    );
}

#[test]
fn lines_end_as_the_system_that_wrote_them_ends_them() {
    let expected = ["anna@bottega.test", "ugo@altra.test", "eva@terza.test"];
    for end in ["\n", "\r\n", "\r", "\u{2028}", "\u{85}"] {
        check(&["anna@bottega.test", "ugo@altra.test", "eva@terza.test"].join(end), &expected);
        let table = [
            "nome;email",
            "Anna;anna@bottega.test",
            "Ugo;ugo@altra.test",
            "",
            "Eva;eva@terza.test",
            "",
        ]
        .join(end);
        check(&table, &expected);
    }
    faults(
        "anna@bottega.test\rsegreteria\rugo@altra.test",
        &[(2, "segreteria", LineProblem::Address(AddressProblem::NoAt))],
    );
}

/// In program exports, the columns with addresses are found by content, whatever the header says.
#[test]
fn the_column_that_holds_addresses_is_the_one() {
    check(
        "User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,Mobile Phone,Fax,Address,City,State,ZIP\n\
         anna@bottega.test,Anna,Rossi,Anna Rossi,,,,0432 555 123,,,Via Roma 452,Udine,UD,33100\n\
         ugo@bottega.test,Ugo,Bianchi,Ugo Bianchi,,,,,,,550 Main Street,Udine,UD,33100",
        &["anna@bottega.test", "ugo@bottega.test"],
    );
    check(
        "Indirizzo;Citta;Login\nVia Roma 1;Udine;anna@bottega.test\nVia Roma 2;Udine;ugo@bottega.test",
        &["anna@bottega.test", "ugo@bottega.test"],
    );
    check(
        "Codice;Responsabile;Contatto\n17;Anna;anna@bottega.test\n18;Ugo;ugo@bottega.test",
        &["anna@bottega.test", "ugo@bottega.test"],
    );
    check(
        "Mail;UPN\nx;anna@bottega.test\ny;ugo@bottega.test",
        &["anna@bottega.test", "ugo@bottega.test"],
    );
    check(
        "Utente,Stato\nanna@bottega.test,Attivo\nugo@bottega.test,Sospeso",
        &["-anna@bottega.test", "+ugo@bottega.test"],
    );
    // With two columns of addresses both are read, and the other data apply to the first.
    check(
        "Email;Email di recupero;Stato\nanna@bottega.test;anna@altra.test;ko",
        &["+anna@bottega.test", "anna@altra.test"],
    );
    check("Login;Email;Stato\nanna@bottega.test;anna@bottega.test;ko", &["+anna@bottega.test"]);
    // A row without an address is returned as a fault.
    faults(
        "User Name,Address\nanna@bottega.test,Via Roma 1\nugo,Via Roma 2",
        &[(3, "ugo,Via Roma 2", LineProblem::Address(AddressProblem::NoAt))],
    );
}

#[test]
fn a_header_is_known_by_its_labels() {
    let rows = "Anna;Rossi;Anna Rossi;anna@bottega.test;anna@altra.test";
    let expected = ["anna@bottega.test", "anna@altra.test"];
    for header in [
        "Nome;Cognome;Nome visualizzato;Email principale;Email secondaria",
        "First Name;Last Name;Display Name;Primary Email;Secondary Email",
        "Vorname;Nachname;Name;E-Mail-Adresse;Zweite E-Mail",
        "Nome;Cognome;Etichetta;Posta elettronica 1;Posta elettronica 2",
        "Elenco utenti\nNome;Cognome;Nome visualizzato;Email principale;Email secondaria",
        "Given Name;Family Name;Name;E-mail 1 - Value;E-mail 2 - Value",
    ] {
        check(&format!("{header}\n{rows}"), &expected);
    }
    check(
        "Caselle email:\nanna@bottega.test\nugo@altra.test",
        &["anna@bottega.test", "ugo@altra.test"],
    );
    // A row without its address is not a header.
    faults(
        "segreteria;ok\nanna@bottega.test;ok",
        &[(1, "segreteria;ok", LineProblem::Address(AddressProblem::NoAt))],
    );
    faults(
        "Anna Rossi;via Roma 5\nUgo;ugo@bottega.test",
        &[(1, "Anna Rossi;via Roma 5", LineProblem::Address(AddressProblem::NoAt))],
    );
    faults(
        "Anna;0432 555123\nUgo;ugo@bottega.test",
        &[(1, "Anna;0432 555123", LineProblem::Address(AddressProblem::NoAt))],
    );
}

#[test]
fn notes_and_numbers_are_no_errors() {
    check(
        "Name,Given Name,Notes,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Value\n\
         Anna Rossi,Anna,password nel quaderno,* Work,anna@bottega.test,+39 0432 555 123\n\
         Ugo,Ugo,scadenza contratto 550 euro,Home,ugo@bottega.test,555-0100\n\
         Eva,Eva,non va mai in negozio,Home,eva@bottega.test,casa: 552 0100",
        &["anna@bottega.test", "ugo@bottega.test", "eva@bottega.test"],
    );
    check("anna@bottega.test;password nel quaderno;555 123", &["anna@bottega.test"]);
    check("anna@bottega.test;Via Roma 452;tel. 0432 555 123", &["anna@bottega.test"]);
    check(
        "email;descrizione\nanna@bottega.test;casella del negozio, scaduta la garanzia\nugo@bottega.test;quota associativa 2026",
        &["anna@bottega.test", "ugo@bottega.test"],
    );
    check(
        "email;stato\nanna@bottega.test;in prova\nugo@bottega.test;UD",
        &["anna@bottega.test", "ugo@bottega.test"],
    );
    check(
        "email;note\nanna@bottega.test;impossibile dimenticare la password",
        &["anna@bottega.test"],
    );
    // An error is recognised in any column.
    check(
        "email;note\nanna@bottega.test;NO [AUTHENTICATIONFAILED] no\nugo@bottega.test;non funziona",
        &["+anna@bottega.test NO [AUTHENTICATIONFAILED] no", "+ugo@bottega.test"],
    );
    check(
        "email;esito\nanna@bottega.test;connect ETIMEDOUT 192.0.2.25:993",
        &["+anna@bottega.test connect ETIMEDOUT 192.0.2.25:993"],
    );
    check(
        "anna@bottega.test;ko;il servizio non parte",
        &["+anna@bottega.test il servizio non parte"],
    );
    check("anna@bottega.test;ko;Anna Rossi", &["+anna@bottega.test"]);
    check(
        "email;stato;dettagli\nanna@bottega.test;ko;non parte\nugo@bottega.test;ok;in ufficio",
        &["+anna@bottega.test non parte", "-ugo@bottega.test"],
    );
}

/// The second error of a mailbox is not kept, but a mailbox that only this error names is.
#[test]
fn a_mailbox_listed_twice_hides_no_other() {
    check(
        "anna@bottega.test;ko;550 5.1.1 no <eva@y.test>\nAnna@bottega.test;ko;550 5.1.1 no <ugo@bottega.test>",
        &["+anna@bottega.test 550 5.1.1 no <eva@y.test>", "ugo@bottega.test"],
    );
    check(
        "550 m0@bottega.test;550 5.1.1 no <x@y.test>\n550 m1@bottega.test;550 5.1.1 no <x@y.test>",
        &[
            "+m0@bottega.test 550 m0@bottega.test",
            "x@y.test",
            "+m1@bottega.test 550 m1@bottega.test",
        ],
    );
    check(
        "anna@bottega.test;550 first\nanna@bottega.test;552 second of anna@bottega.test",
        &["+anna@bottega.test 550 first"],
    );
    faults(
        "anna@bottega.test;ko;550 first\nanna@bottega.test;ko;550 no <ugo@bottega..test>",
        &[(
            2,
            "anna@bottega.test;ko;550 no <ugo@bottega..test>",
            LineProblem::Address(AddressProblem::Domain(crate::DomainProblem::EmptyLabel)),
        )],
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(256))]

    /// For any input, each address is in a mailbox, in a line that is returned, or in an error text
    /// that is kept.
    #[test]
    fn nothing_disappears(parts in proptest::collection::vec((0_usize..12, 0_usize..14), 1..14)) {
        const BEFORE: [&str; 12] = ["", "Anna ", "\"Rossi, Anna\" <", "(", "mailto:", "'", "- ", "1;", "ko,", "Nome;Cognome;Email\n", "550 ", "\t"];
        const AFTER: [&str; 14] = [" ", "\n", ", ", ";", ">; ", ") ", " (non funziona), ", "\r", " / ", "\t", " e ", ";ko\n", ";550 5.1.1 no <x@y.test>\n", "\" "];
        let address = |place: usize| format!("m{place}@bottega.test");
        let text: String = parts.iter().enumerate().map(|(place, (before, after))| format!("{}{}{}", BEFORE[*before], address(place), AFTER[*after])).collect();
        let list = read(&text);
        for place in 0..parts.len() {
            let address = address(place);
            let is_taken = list.mailboxes.iter().any(|mailbox| mailbox.address.to_string() == address);
            let is_kept = list.mailboxes.iter().any(|mailbox| mailbox.error_text.as_ref().is_some_and(|text| text.contains(&address)));
            let is_handed_back = list.faults.iter().any(|fault| fault.text.contains(&address));
            proptest::prop_assert!(is_taken || is_kept || is_handed_back, "{address} of {text:?}: {list:?}");
        }
    }
}

#[test]
fn a_page_break_begins_another_table() {
    check(
        "email;in error\nanna@bottega.test;yes\n\u{c}ugo@altra.test,550 no",
        &["+anna@bottega.test", "+ugo@altra.test 550 no"],
    );
    faults(
        "anna@bottega.test\n\u{c}segreteria",
        &[(2, "segreteria", LineProblem::Address(AddressProblem::NoAt))],
    );
}

#[test]
fn a_file_is_read_whatever_wrote_it() {
    #[track_caller]
    fn decoded(bytes: &[u8], expected: Option<&str>) {
        assert_eq!(decode(bytes).as_deref(), expected);
    }
    decoded("perché".as_bytes(), Some("perché"));
    decoded(b"perch\xe9", Some("perché"));
    decoded(b"\xff\xfea\0;\0\xe8\0", Some("a;è"));
    decoded(b"\xfe\xff\0a", Some("a"));
    decoded(b"PK\x03\x04\0\0", None);
    decoded(b"", Some(""));
}

#[test]
fn a_list_has_an_end_and_says_so() {
    let text = (0..MAX_MAILBOX_COUNT + 2)
        .map(|number| format!("m{number}@bottega.test\n"))
        .collect::<String>();
    let list = read(&format!("{text}m0@bottega.test"));
    assert_eq!(list.mailboxes.len(), MAX_MAILBOX_COUNT);
    assert_eq!(
        list.faults.iter().map(|fault| (fault.line, fault.text.as_str())).collect::<Vec<_>>(),
        [(201, "m200@bottega.test"), (202, "m201@bottega.test")]
    );
    assert!(list.faults.iter().all(|fault| fault.problem == LineProblem::TooMany));
    assert_eq!(list.repeated.len(), 1, "one that is in the list already is no more");

    let long = format!("anna@bottega.test\n{}ugo@altra.test", "\n".repeat(MAX_LIST_BYTES));
    let list = read(&long);
    assert_eq!(list.mailboxes.len(), 1);
    assert!(
        matches!(list.faults.as_slice(), [LineFault { problem: LineProblem::TextTooLong, text, .. }] if text.ends_with("ugo@altra.test"))
    );
}

#[test]
fn a_long_error_is_cut_and_the_cut_is_seen() {
    let list = read(&format!("anna@bottega.test;\"550 {}\"", "è".repeat(MAX_ERROR_TEXT_BYTES)));
    let text = list.mailboxes[0].error_text.as_deref().unwrap();
    assert!(text.len() <= MAX_ERROR_TEXT_BYTES && text.ends_with("è…"), "{text}");
    assert!(is_within_limits(&list.mailboxes));
}

#[test]
fn the_limits_hold_at_the_boundary() {
    let mailbox = |name: &str| ListedMailbox::new(Mailbox::parse(name).unwrap().value);
    let with = |error_text: &str, since: &str| ListedMailbox {
        error_text: Some(error_text.to_owned()),
        since: Some(since.to_owned()),
        ..mailbox("anna@bottega.test")
    };
    #[track_caller]
    fn holds(list: &[ListedMailbox], expected: bool) {
        assert_eq!(is_within_limits(list), expected, "{list:?}");
    }
    holds(&[], false);
    holds(&[mailbox("anna@bottega.test"), mailbox("ugo@bottega.test")], true);
    holds(&[mailbox("anna@bottega.test"), mailbox("Anna@bottega.test")], false);
    holds(&[with("550", "2026-11-20")], true);
    holds(&[with(" ", "2026-11-20")], false);
    holds(&[with(&"x".repeat(MAX_ERROR_TEXT_BYTES + 1), "2026-11-20")], false);
    for day in ["", "2026-13-01", "2026-11-20T10:00", "20-11-2026", "2026-1-1", "+026-11-20"] {
        holds(&[with("550", day)], false);
    }
    let many: Vec<_> =
        (0..=MAX_MAILBOX_COUNT).map(|number| mailbox(&format!("m{number}@bottega.test"))).collect();
    holds(&many, false);
    holds(&many[1..], true);
}

#[test]
fn domains_with_a_mailbox_in_error_come_first() {
    let list =
        read("a@uno.test;ok\nb@due.test;ko\nc@tre.test\nd@due.test;ok\ne@uno.test;ko").mailboxes;
    assert_eq!(
        domains(&list).into_iter().map(Domain::as_str).collect::<Vec<_>>(),
        ["due.test", "uno.test", "tre.test"]
    );
}
