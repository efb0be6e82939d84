//! Tests of causes with the values that the owner of the fix needs: the present value and the
//! correct one.

use checklist::conclusion::{Refusal, Side, ToPublish};
use diagnosis::probe::Cause;
use mail::bounce::BounceReason;
use mail::{ProviderId, ReplyCode};

use super::*;

/// A message to the administrator of the domain.
#[track_caller]
fn to_admin(cause: CauseCode, findings: &[Finding], expected: [&[&str]; 2]) {
    check(&concluded(cause, Owner::DomainAdmin, Confidence::Certain, findings), findings, expected);
}

/// A message to the mail provider.
#[track_caller]
fn to_provider(cause: CauseCode, findings: &[Finding], expected: [&[&str]; 2]) {
    check(
        &concluded(cause, Owner::MailProvider, Confidence::Certain, findings),
        findings,
        expected,
    );
}

/// A message to the other side, of which nothing was measured.
#[track_caller]
fn to_other_side(cause: CauseCode, confidence: Confidence, expected: [&[&str]; 2]) {
    let about = vec![domain("bottega.test")];
    check(
        &Conclusion { domains: about, ..concluded(cause, Owner::OtherSide, confidence, &[]) },
        &[],
        expected,
    );
}

fn at(host: &str) -> Params {
    Params { host: Some(domain(host)), ..Params::default() }
}

fn named(names: &[&str]) -> Vec<ServerText> {
    names.iter().map(|name| ServerText::new(name)).collect()
}

/// The whole text of one message.
#[test]
fn the_whole_message_after_a_move() {
    let params = Params {
        hosts: vec![domain("mx.vecchio.test")],
        names: named(&["mail.bottega.test", "bottega.test"]),
        ..Params::default()
    };
    let seen = [found(FindingCode::MailProviderChanged, params)];
    let conclusion =
        concluded(CauseCode::DnsAfterMove, Owner::DomainAdmin, Confidence::Certain, &seen);
    let it = "Buongiorno,

scrivo a chi gestisce il dominio bottega.test.

Una verifica fatta da fuori dice questo: la posta va ancora al vecchio gestore.

Che cosa si vede:
- Il record MX di bottega.test indica mx.vecchio.test. Il server previsto è di solito mail.bottega.test.

Le chiedo di:
- mettere nel record MX il server del gestore attuale, di solito mail.bottega.test, e togliere mx.vecchio.test.

Data e ora della misura: 27 novembre 2026, 23:34

Grazie, e cordiali saluti";
    let en = "Hello,

I am writing to whoever runs the domain bottega.test.

The cause is likely this: mail still goes to the old provider.

What can be seen:
- The MX record of bottega.test names mx.vecchio.test. The server expected there is usually mail.bottega.test.

If you can confirm it, could you please:
- put the present provider's server into the MX record, usually mail.bottega.test, and remove mx.vecchio.test.

Measured: 27 novembre 2026, 23:34

Thank you, and kind regards";
    assert_eq!(message(Lang::It, &conclusion, &seen).as_deref(), Some(it));
    let likely = Conclusion { confidence: Confidence::Likely, ..conclusion };
    assert_eq!(message(Lang::En, &likely, &seen).as_deref(), Some(en));
}

#[test]
fn where_mail_goes_wrong() {
    // The expected name is not known, so none is given.
    let old = Params {
        hosts: vec![domain("mx1.vecchio.test"), domain("mx2.vecchio.test")],
        ..Params::default()
    };
    to_admin(
        CauseCode::DnsAfterMove,
        &[found(FindingCode::MailProviderChanged, old)],
        [
            &[
                "indica mx1.vecchio.test, mx2.vecchio.test, e non",
                "soltanto i server del gestore attuale, e togliere mx1.vecchio.test, mx2.vecchio.test.",
            ],
            &[
                "names mx1.vecchio.test, mx2.vecchio.test, and not",
                "in the MX record, and remove mx1.vecchio.test, mx2.vecchio.test.",
            ],
        ],
    );
    let left = Params {
        hosts: vec![domain("ns1.vecchio.test")],
        names: named(&["ns1.nuovo.test", "ns2.nuovo.test"]),
        ..Params::default()
    };
    let lame = Params { hosts: vec![domain("ns2.vecchio.test")], ..Params::default() };
    let copies = Params {
        names: named(&["ns1.nuovo.test: 10 mx.nuovo.test", "ns1.vecchio.test: 10 mx.vecchio.test"]),
        ..Params::default()
    };
    to_admin(
        CauseCode::DnsAfterMove,
        &[
            found(FindingCode::DelegationStale, left),
            found(FindingCode::NameServerLame, lame),
            found(FindingCode::NameServersDiffer, copies),
        ],
        [
            &[
                "soltanto i server dei nomi ns1.nuovo.test, ns2.nuovo.test, e togliere ns1.vecchio.test.",
                "togliere dalla registrazione ns2.vecchio.test",
                "ns1.vecchio.test: 10 mx.vecchio.test",
                "allineare i server dei nomi di bottega.test",
            ],
            &[
                "only the name servers ns1.nuovo.test, ns2.nuovo.test in the domain's registration, and remove ns1.vecchio.test.",
                "remove ns2.vecchio.test, which does not answer",
                "make the name servers of bottega.test agree",
            ],
        ],
    );
    to_admin(
        CauseCode::MailHasNoPlace,
        &[found(FindingCode::MxNone, Params::default())],
        [
            &["manca il record MX.", "aggiungere nel DNS di bottega.test il record MX"],
            &[
                "the MX record is missing.",
                "an MX record with the mail provider's server to the DNS of bottega.test",
            ],
        ],
    );
    to_admin(
        CauseCode::MailRefusedByDns,
        &[found(FindingCode::MxNull, Params::default())],
        [
            &["«bottega.test. MX 0 .»", "mettere al suo posto il record MX"],
            &["“bottega.test. MX 0 .”", "an MX record with the mail provider's"],
        ],
    );
    to_admin(
        CauseCode::MxLeadsNowhere,
        &[found(FindingCode::MxHostNotFound, at("mx.bottega.test"))],
        [
            &["correggere il record MX che oggi indica mx.bottega.test."],
            &["correct the MX record that names mx.bottega.test today."],
        ],
    );
    let number = Params { server_text: text("192.0.2.1"), ..Params::default() };
    to_admin(
        CauseCode::MxLeadsNowhere,
        &[found(FindingCode::MxMalformed, number)],
        [&["che oggi contiene «192.0.2.1»."], &["that holds “192.0.2.1” today."]],
    );
}

#[test]
fn names_that_lead_to_the_wrong_place() {
    let proxy = Params {
        address: "203.0.113.7".parse().ok(),
        names: named(&["Cloudflare"]),
        ..at("mail.bottega.test")
    };
    to_admin(
        CauseCode::MailHostBehindProxy,
        &[found(FindingCode::MailHostBehindHttpProxy, proxy)],
        [
            &[
                "Cloudflare",
                "(«solo DNS») sulla riga di mail.bottega.test, che oggi porta a 203.0.113.7.",
            ],
            &["(“DNS only”) on the line of mail.bottega.test, which leads to 203.0.113.7 today."],
        ],
    );
    to_admin(
        CauseCode::MailHostMissing,
        &[found(FindingCode::MailHostNotFound, at("mail.bottega.test"))],
        [
            &["mettere nel DNS il nome mail.bottega.test"],
            &["put the name mail.bottega.test with the mail server's public address"],
        ],
    );
    to_admin(
        CauseCode::DomainNotFound,
        &[found(FindingCode::DomainNotFound, Params::default())],
        [&["controllare se bottega.test è scaduto"], &["check whether bottega.test has expired"]],
    );
    let lame = Params {
        hosts: vec![domain("ns1.gestore.test"), domain("ns2.gestore.test")],
        ..Params::default()
    };
    to_admin(
        CauseCode::NameServersFailing,
        &[found(FindingCode::NameServerLame, lame)],
        [
            &["togliere dalla registrazione ns1.gestore.test, ns2.gestore.test"],
            &["remove ns1.gestore.test, ns2.gestore.test"],
        ],
    );
    let ds = Params {
        record: Some(ServerText::new("DS 2222 13 2")),
        domain: Some(domain("bottega.test")),
        ..Params::default()
    };
    to_admin(
        CauseCode::DnssecBroken,
        &[found(FindingCode::DnssecWrongDs, ds)],
        [
            &["togliere dalla registrazione di bottega.test il record «DS 2222 13 2»"],
            &[
                "remove the record “DS 2222 13 2”, which is of no key of the zone, from the registration of bottega.test",
            ],
        ],
    );
    let expired = Params { hosts: vec![domain("ns1.gestore.test")], ..Params::default() };
    to_admin(
        CauseCode::DnssecBroken,
        &[found(FindingCode::DnssecWrongSignatures, expired)],
        [
            &["rifare le firme DNSSEC della zona su ns1.gestore.test"],
            &["sign the zone anew on ns1.gestore.test"],
        ],
    );
}

/// The record to publish is exact and on a line of its own, with the present record beside it.
#[test]
fn the_record_to_publish() {
    let one = "v=spf1 include:_spf.nuovo.test exists:%{i}._spf.bottega.test ~all";
    let publish = |record: &str, strings: &[&str], is_over_limit: bool| ToPublish {
        domain: domain("bottega.test"),
        record: record.to_owned(),
        strings: strings.iter().map(|&string| string.to_owned()).collect(),
        lookups: 12,
        is_over_limit,
    };
    let two = Params {
        count: Some(2),
        records: named(&["v=spf1 mx -all", "v=spf1 include:_spf.nuovo.test ~all"]),
        ..Params::default()
    };
    let seen = [found(FindingCode::SpfTwoRecords, two)];
    let concluded =
        concluded(CauseCode::SpfRefused, Owner::DomainAdmin, Confidence::Certain, &seen);
    let exact = Conclusion { publish: Some(publish(one, &[], false)), ..concluded.clone() };
    for lang in Lang::ALL {
        let message = message(lang, &exact, &seen).expect("somebody to write to");
        assert!(message.contains(&format!(":\n{one}\n\n")), "{message}");
        assert!(
            message.contains("v=spf1 mx -all") && message.contains("bottega.test"),
            "{message}"
        );
    }
    check(
        &Conclusion {
            publish: Some(publish("v=spf1 a mx -all", &["v=spf1 a ", "mx -all"], true)),
            ..concluded.clone()
        },
        &seen,
        [
            &[
                "pubblicare per bottega.test il record SPF scritto qui sotto.",
                "\n\"v=spf1 a \"\n\"mx -all\"\nHa 12 rimandi",
                "«v=spf1 mx -all», «v=spf1 include",
            ],
            &[
                "publish the SPF record below for bottega.test.",
                "\nIt refers 12 times to others",
                "“v=spf1 mx -all”, “v=spf1 include",
            ],
        ],
    );
    check(
        &concluded,
        &seen,
        [
            &["unire in uno solo i record SPF di bottega.test."],
            &["merge the SPF records of bottega.test into one."],
        ],
    );
}

#[test]
fn servers_that_are_down() {
    let relay = |host: &str, address: &str, cause: Cause| Params {
        address: address.parse().ok(),
        port: Some(25),
        cause: Some(cause),
        ..at(host)
    };
    let says = "5.3.2 System not accepting network messages";
    let no = Params {
        reply_code: ReplyCode::new(554),
        server_text: text(says),
        ..relay("mx2.bottega.test", "192.0.2.2", Cause::Closed)
    };
    let seen = [
        found(FindingCode::RelayRefused, relay("mx1.bottega.test", "192.0.2.1", Cause::Refused)),
        found(FindingCode::RelayGreetingRejected, no),
        found(FindingCode::RelayDown, Params { cause: Some(Cause::Refused), ..Params::default() }),
    ];
    // The rule cites the overall finding; the single servers are listed too.
    let conclusion =
        concluded(CauseCode::MailServersDown, Owner::MailProvider, Confidence::Certain, &seen[2..]);
    check(
        &conclusion,
        &seen,
        [
            &[
                "- mx1.bottega.test (192.0.2.1), porta 25: il collegamento viene rifiutato.",
                "- mx2.bottega.test (192.0.2.2) risponde «554 5.3.2 System not accepting network messages».",
                "Vi chiedo di:\n- verificare perché i server di bottega.test non accettano posta",
            ],
            &[
                "- mx1.bottega.test (192.0.2.1), port 25: the connection is refused.",
                "- mx2.bottega.test (192.0.2.2) answers “554 5.3.2 System",
                "find out why the servers of bottega.test take no incoming mail",
            ],
        ],
    );
    let imap = Params {
        port: Some(993),
        cause: Some(Cause::Timeout { after_ms: 10_000 }),
        ..at("imap.bottega.test")
    };
    to_provider(
        CauseCode::OneServiceDown,
        &[found(FindingCode::ImapDown, imap)],
        [
            &["nessuna risposta entro 10 secondi", "su imap.bottega.test."],
            &["no answer within 10 seconds", "at imap.bottega.test."],
        ],
    );
    let web =
        Params { cause: Some(Cause::HttpStatus { status: 502 }), ..at("webmail.bottega.test") };
    to_provider(
        CauseCode::WebmailDown,
        &[found(FindingCode::WebmailError, web)],
        [
            &["errore 502", "perché la webmail su webmail.bottega.test non si apre."],
            &["error 502", "the webmail at webmail.bottega.test"],
        ],
    );
    let incident = Params {
        provider: ProviderId::parse("gmail").ok(),
        server_text: text("Mail delays"),
        since: text("2026-11-27 09:30 UTC"),
        ..Params::default()
    };
    to_provider(
        CauseCode::ProviderOutage,
        &[found(FindingCode::ProviderIncident, incident)],
        [
            &["dichiara un guasto: «Mail delays», dal 2026-11-27 09:30 UTC."],
            &["declares an outage: “Mail delays”, since 2026-11-27 09:30 UTC."],
        ],
    );
}

/// Which certificate of which server, with signed days.
#[test]
fn certificates() {
    let expired = |days: Option<i64>| {
        [found(FindingCode::TlsCertificateExpired, Params { days, ..at("mail.bottega.test") })]
    };
    to_provider(
        CauseCode::CertificateProblem,
        &expired(Some(-10)),
        [
            &[
                "Il certificato di mail.bottega.test è scaduto da 10 giorni.",
                "sistemare il certificato di mail.bottega.test:",
            ],
            &["mail.bottega.test", "10 days", "mend the certificate of mail.bottega.test:"],
        ],
    );
    for days in [Some(59), Some(0), None] {
        to_provider(
            CauseCode::CertificateProblem,
            &expired(days),
            [
                &[
                    "Un certificato presentato da mail.bottega.test è scaduto, il suo o uno intermedio.",
                ],
                &[
                    "A certificate that mail.bottega.test presents has expired, its own or an intermediate one.",
                ],
            ],
        );
    }
    let many: Vec<String> = (0..90).map(|number| format!("sito{number}.test")).collect();
    let other = Params {
        names: many.iter().map(|name| ServerText::new(name)).collect(),
        ..at("mail.bottega.test")
    };
    to_provider(
        CauseCode::CertificateProblem,
        &[found(FindingCode::TlsCertificateWrongName, other)],
        [
            &["intestato a un altro nome: sito0.test, sito1.test", "dirmi quale nome devo usare."],
            &["sito5.test", "tell me which name to use."],
        ],
    );
    to_provider(
        CauseCode::EncryptionOutdated,
        &[found(
            FindingCode::TlsHandshakeFailed,
            Params { port: Some(993), cause: Some(Cause::Closed), ..at("mail.bottega.test") },
        )],
        [
            &["porta 993", "attivare su mail.bottega.test TLS 1.2"],
            &["993", "switch TLS 1.2 or a later version on at mail.bottega.test."],
        ],
    );
}

#[test]
fn the_providers_own_side() {
    let plain = |cause: CauseCode, it: &str, en: &str| {
        to_provider(
            cause,
            &[],
            [&[it, "scrivo a chi fornisce la mia posta."], &[en, "to my mail provider."]],
        )
    };
    plain(
        CauseCode::MailboxesDown,
        "perché le caselle non rispondono.",
        "why the mailboxes do not answer.",
    );
    plain(
        CauseCode::SendingBlocked,
        "dirmi perché l'invio è bloccato",
        "tell me why sending is stopped",
    );
    plain(
        CauseCode::ProgramAccessClosed,
        "accesso per i programmi (IMAP, POP3, SMTP)",
        "access for programs (IMAP, POP3, SMTP)",
    );
    plain(
        CauseCode::SignInNotChecked,
        "non riesce a controllare le password.",
        "why the server cannot check passwords.",
    );
    plain(
        CauseCode::ForwardBreaksSpf,
        "riscrivere il mittente dei messaggi inoltrati (SRS)",
        "rewrite the sender of forwarded messages (SRS)",
    );
    plain(CauseCode::ServerNameWrong, "DNS inverso (PTR)", "reverse DNS (PTR)");
    plain(CauseCode::Blocklisted, "farlo togliere.", "taken off.");
    plain(CauseCode::OwnFilter, "guardare nel filtro", "see in the filter");
    plain(
        CauseCode::OwnServerSlow,
        "restano fermi fra i vostri server",
        "why messages wait between your servers",
    );
}

#[test]
fn the_other_side() {
    let to = |cause: CauseCode, it: &str, en: &str| {
        to_other_side(
            cause,
            Confidence::Likely,
            [&[it, "La mia è quella di bottega.test."], &[en, "Mine is that of bottega.test."]],
        );
    };
    to(
        CauseCode::TakenForJunk,
        "segnalarlo al fornitore della Sua posta",
        "report it to your mail provider",
    );
    to(
        CauseCode::SenderIsSlow,
        "segnalare il ritardo al fornitore della Sua posta.",
        "report the delay to your mail provider.",
    );
    to(
        CauseCode::SenderSide,
        "se è tornato un avviso di errore",
        "whether an error notice came back",
    );
    to(CauseCode::RecipientFull, "fare spazio nella casella", "make space in the mailbox");
    to(CauseCode::RecipientUnknown, "qual è l'indirizzo giusto", "which address is the right one");
    to(
        CauseCode::RecipientRefuses,
        "accettare i messaggi dal mio indirizzo",
        "let messages from my address in",
    );
    to(CauseCode::RecipientServer, "a chi gestisce la Sua posta.", "to whoever runs your mail.");
    to(
        CauseCode::RecipientDomain,
        "il DNS del Suo dominio",
        "whoever runs your domain check its DNS",
    );
}

/// If the owner is not the usual one, the requests are those for the actual owner.
#[test]
fn an_owner_who_is_not_the_usual_one() {
    let with = |cause: CauseCode, owner: Owner| concluded(cause, owner, Confidence::Certain, &[]);
    check(
        &with(CauseCode::MailboxesDown, Owner::DomainAdmin),
        &[],
        [
            &["- verificare, e correggere quello che serve nel dominio."],
            &["- look into it, and mend what is needed in the domain."],
        ],
    );
    check(
        &with(CauseCode::PasswordWrong, Owner::Service),
        &[],
        [
            &[
                "chiedo assistenza per la mia posta.",
                "nome utente o password non sono quelli della casella.",
                "dirmi come andare avanti.",
            ],
            &["I ask for help with my mail.", "tell me how to go on."],
        ],
    );
    check(
        &with(CauseCode::TooManyConnections, Owner::MailProvider),
        &[],
        [&["verificare dalla Vostra parte"], &["look into it on your side, and tell me"]],
    );
    check(
        &with(CauseCode::TooLarge, Owner::OtherSide),
        &[],
        [&["a chi gestisce la Sua posta."], &["to whoever runs your mail."]],
    );
}

/// The provider whose server refused, where known.
#[test]
fn whoever_refused_is_named() {
    let refusal = Refusal {
        reason: BounceReason::Blocklisted,
        side: Side::Sent,
        provider: ProviderId::parse("gmail").ok(),
        owner: Some(Owner::MailProvider),
        confidence: Confidence::Certain,
        recipients: Vec::new(),
    };
    let name =
        refusal.provider.as_ref().map(ProviderId::display_name).expect("a provider").to_owned();
    let conclusion = Conclusion {
        because: Grounds { bounce: vec![refusal], ..Grounds::default() },
        ..concluded(CauseCode::Blocklisted, Owner::MailProvider, Confidence::Certain, &[])
    };
    let (it, en) = (format!("rifiutati ({name})."), format!("refused ({name})."));
    check(&conclusion, &[], [&[it.as_str()], &[en.as_str()]]);
}
