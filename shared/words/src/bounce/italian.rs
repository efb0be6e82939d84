//! The Italian texts of each reason.

use mail::bounce::BounceReason;

use super::Words;

/// Meaning, the sender's steps, the recipient's steps.
pub(super) const fn words(reason: BounceReason) -> Words {
    match reason {
        BounceReason::MailboxUnknown => (
            "Il server che riceve non conosce quell'indirizzo. Di solito è scritto male, oppure la casella è stata chiusa.",
            &[
                "Controlli l'indirizzo lettera per lettera, anche la parte dopo la chiocciola.",
                "Cancelli l'indirizzo che il programma suggerisce e lo scriva di nuovo a mano.",
                "Se è giusto, chieda al destinatario per un'altra via, per esempio al telefono.",
            ],
            &[
                "Verifichi che la casella esista ancora e che l'indirizzo dato al mittente sia esatto.",
                "Se ha cambiato gestore da poco, chieda al nuovo se la casella è stata creata.",
            ],
        ),
        BounceReason::MailboxDisabled => (
            "L'indirizzo è conosciuto, ma in questo momento non riceve posta.",
            &["Contatti il destinatario per un'altra via e chieda quale indirizzo usa ora."],
            &[
                "Chieda al Suo gestore di posta perché la casella è sospesa: spesso è un rinnovo o un uso sospetto.",
            ],
        ),
        BounceReason::MailboxMoved => (
            "Il server dice che quella casella si è spostata. Il nuovo indirizzo, se c'è, sta nel testo dell'errore.",
            &[
                "Chieda al destinatario, per un'altra via, se il nuovo indirizzo è davvero suo: chiunque può scriverne uno.",
                "Poi scriva a quello, e lo cambi in rubrica.",
            ],
            &[
                "Dica a chi Le scrive qual è il nuovo indirizzo, o faccia inoltrare la posta dal vecchio.",
            ],
        ),
        BounceReason::RecipientBusy => (
            "È un limite di quella casella, che vale per chiunque le scriva. Il mittente e il messaggio non c'entrano.",
            &[
                "Invii di nuovo il messaggio fra qualche ora.",
                "Se ha fretta, contatti il destinatario per un'altra via.",
            ],
            &[
                "Guardi se un sistema automatico manda alla casella molti messaggi in poco tempo.",
                "Poi chieda al mittente di inviare di nuovo.",
            ],
        ),
        BounceReason::MailboxFull => (
            "Finché il destinatario non libera spazio, ogni nuovo messaggio torna indietro.",
            &[
                "Avvisi il destinatario per un'altra via.",
                "Quando ha liberato spazio, invii di nuovo il messaggio.",
            ],
            &[
                "Liberi spazio: allegati pesanti, posta inviata, spam e cestino sono i primi da guardare.",
                "Se non basta, chieda al gestore una casella più grande.",
                "Poi chieda al mittente di inviare di nuovo: il messaggio respinto non arriva da solo.",
            ],
        ),
        BounceReason::AddressMalformed => (
            "C'è uno spazio, una virgola o un carattere che in un indirizzo non può stare.",
            &["Scriva di nuovo l'indirizzo a mano, senza spazi, virgole o accenti."],
            &[
                "Dia al mittente l'indirizzo scritto per esteso, per esempio in un messaggio di testo.",
            ],
        ),
        BounceReason::DomainNotFound => (
            "La parte dopo la chiocciola non porta a nessun server di posta: o è scritta male, o il dominio è scaduto.",
            &[
                "Controlli la parte dopo la chiocciola, anche la fine: .it, .com, .eu.",
                "Se è giusta, avvisi il destinatario per un'altra via.",
            ],
            &[
                "Verifichi che il dominio non sia scaduto.",
                "Chieda a chi gestisce il DNS se il record MX, che indica dove consegnare la posta, è presente.",
            ],
        ),
        BounceReason::DomainTakesNoMail => (
            "Il dominio esiste, ma il suo DNS dichiara di non ricevere posta, o non indica un server che la riceva.",
            &[
                "Controlli la parte dopo la chiocciola.",
                "Se è giusta, cerchi un altro indirizzo del destinatario.",
            ],
            &[
                "Se il dominio deve ricevere posta, chi gestisce il DNS deve correggere il record MX e il server che indica.",
            ],
        ),
        BounceReason::DnsFailed => (
            "Il DNS è l'elenco che dice dove consegnare la posta. Il server di chi inviava lo ha interrogato più volte, senza risposta.",
            &[
                "Riprovi più tardi.",
                "Se dura più di un giorno, avvisi il destinatario per un'altra via.",
            ],
            &["Chieda a chi gestisce il DNS del Suo dominio di controllare i server dei nomi."],
        ),
        BounceReason::ServerUnreachable => (
            "Era spento, irraggiungibile o non ha risposto in tempo. Può dipendere anche dalla rete di chi inviava.",
            &[
                "Riprovi più tardi.",
                "Se succede con tutti i destinatari, chieda al Suo gestore di posta; se con uno solo, avvisi il destinatario.",
            ],
            &["Chieda al Suo gestore di posta se il server che riceve è attivo e raggiungibile."],
        ),
        BounceReason::ServerTrouble => (
            "L'indirizzo può essere giusto: in quel momento il server non poteva prendere il messaggio.",
            &[
                "Riprovi fra qualche ora.",
                "Se succede ancora, avvisi il destinatario per un'altra via.",
            ],
            &["Segnali al Suo gestore di posta il testo dell'errore, con il giorno e l'ora."],
        ),
        BounceReason::Expired => (
            "Per ore o per giorni il server del destinatario ha rimandato o non ha risposto.",
            &[
                "Invii di nuovo il messaggio.",
                "Se succede ancora, avvisi il destinatario per un'altra via.",
            ],
            &[
                "Chieda al Suo gestore di posta se in quei giorni il server che riceve ha avuto problemi.",
            ],
        ),
        BounceReason::Greylisted => (
            "Il server del destinatario fa attendere i mittenti nuovi, per fermare lo spam. Chi invia riprova da solo.",
            &[
                "Attenda: di norma il messaggio arriva entro un'ora.",
                "Se torna indietro, lo invii di nuovo.",
            ],
            &["Attenda. Se capita spesso con lo stesso mittente, chieda al gestore di ammetterlo."],
        ),
        BounceReason::Deferred => (
            "Non è un rifiuto definitivo: chi invia riprova da solo per un po' di tempo.",
            &[
                "Attenda: il messaggio può ancora arrivare.",
                "Se torna indietro, lo invii di nuovo.",
            ],
            &[
                "Attenda. Se non arriva entro un giorno, chieda al mittente che cosa dice l'avviso finale.",
            ],
        ),
        BounceReason::RateLimited => (
            "Il server del destinatario frena la posta che viene dal server del mittente.",
            &[
                "Attenda qualche ora prima di inviare ancora.",
                "Se invia a molti, chieda al Suo gestore come distribuire gli invii.",
            ],
            &["Non dipende da Lei. Chieda al mittente di riprovare dopo qualche ora."],
        ),
        BounceReason::SendingLimit => (
            "Il gestore del mittente ammette un certo numero di messaggi in un'ora o in un giorno.",
            &[
                "Attenda che il limite si azzeri, di solito entro un giorno.",
                "Se non ha inviato Lei tanti messaggi, cambi subito la password: qualcuno può usarla.",
            ],
            &["Non dipende da Lei. Il mittente può scriverLe da un altro indirizzo."],
        ),
        BounceReason::Blocklisted => (
            "Spesso sono stati altri a inviare spam da lì: l'elenco non dice nulla di questo messaggio.",
            &[
                "Invii al Suo gestore di posta il testo completo dell'errore: solo lui può chiedere la rimozione dall'elenco.",
                "Intanto scriva da un altro indirizzo, se ne ha uno presso un altro gestore.",
            ],
            &["Chieda al Suo gestore di ammettere quel mittente, se lo conosce e se ne fida."],
        ),
        BounceReason::SpfRefused => (
            "L'autorizzazione si chiama SPF ed è scritta nel DNS del mittente. Manca, o non comprende quel server.",
            &[
                "Chieda a chi gestisce il DNS del Suo dominio di aggiungere il servizio da cui invia al record SPF.",
                "Il record SPF deve essere uno solo: due si annullano a vicenda.",
            ],
            &["Non dipende da Lei. Mandi al mittente il testo dell'errore."],
        ),
        BounceReason::DkimRefused => (
            "La firma si chiama DKIM: mostra che il messaggio viene davvero da quel dominio.",
            &[
                "Attivi la firma DKIM nel pannello del Suo gestore di posta.",
                "Se usa un servizio di invio, pubblichi nel DNS anche la sua chiave.",
            ],
            &["Non dipende da Lei. Mandi al mittente il testo dell'errore."],
        ),
        BounceReason::DmarcRefused => (
            "La regola si chiama DMARC: vuole che il server sia autorizzato (SPF) o che il messaggio sia firmato (DKIM).",
            &[
                "Invii dal server del Suo gestore, non da un altro servizio con lo stesso indirizzo.",
                "Se deve usare un altro servizio, chi gestisce il DNS deve autorizzarlo con SPF e DKIM.",
            ],
            &["Non dipende da Lei. Mandi al mittente il testo dell'errore."],
        ),
        BounceReason::SenderUnauthenticated => (
            "Il server del destinatario vuole almeno una prova: l'autorizzazione SPF o la firma DKIM.",
            &[
                "Chieda a chi gestisce il Suo dominio di attivare SPF e DKIM nel DNS.",
                "Poi invii di nuovo: dopo un'ora la modifica è di solito attiva.",
            ],
            &["Non dipende da Lei. Mandi al mittente il testo dell'errore."],
        ),
        BounceReason::ServerNameWrong => (
            "Il suo indirizzo IP non porta al suo nome (DNS inverso): per chi riceve è un segnale di spam.",
            &[
                "Mandi al Suo gestore di posta il testo dell'errore: il nome del server lo può correggere solo lui.",
            ],
            &["Non dipende da Lei. Mandi al mittente il testo dell'errore."],
        ),
        BounceReason::HeloRefused => (
            "Nel saluto (HELO) un server dice il proprio nome. Questo non è un nome completo, o da fuori non si trova.",
            &[
                "Mandi al Suo gestore di posta il testo dell'errore: il nome nel saluto si imposta su quel server.",
                "Se invia un sito, uno scanner o un programma, lo faccia passare dal server d'invio del gestore, con l'accesso.",
            ],
            &["Non dipende da Lei. Mandi al mittente il testo dell'errore."],
        ),
        BounceReason::SentDirectly => (
            "Molti server non accettano posta dagli indirizzi delle connessioni private. Non è un giudizio su di Lei o sul messaggio.",
            &[
                "Nel programma o nell'apparecchio indichi il server in uscita del Suo gestore di posta, porta 465 o 587, con indirizzo e password.",
                "Se invia da un server Suo, lo faccia inviare attraverso il server del gestore.",
            ],
            &["Non dipende da Lei. Mandi al mittente il testo dell'errore."],
        ),
        BounceReason::RelayDenied => (
            "O il programma invia senza accedere alla casella, o il server non sa di dover ricevere per quel dominio.",
            &[
                "Nel programma di posta attivi l'autenticazione per il server in uscita (SMTP).",
                "Controlli che il server in uscita sia quello del Suo gestore.",
            ],
            &[
                "Se capita a chiunque Le scriva, il record MX porta a un server che non conosce il Suo dominio.",
                "Lo faccia controllare a chi gestisce la Sua posta.",
            ],
        ),
        BounceReason::LoginRequired => (
            "Il programma, o il dispositivo, ha provato a inviare senza accedere alla casella.",
            &[
                "Attivi l'autenticazione per il server in uscita (SMTP), con l'indirizzo intero e la password della casella.",
            ],
            &["Non dipende da Lei."],
        ),
        BounceReason::LoginRefused => (
            "Il server per l'invio non ha riconosciuto i dati di accesso, oppure vuole un altro modo di accedere.",
            &[
                "Provi gli stessi dati nella webmail.",
                "Se lì funzionano, scriva di nuovo la password nel programma, anche per il server in uscita.",
                "Con l'accesso in due passaggi serve una password apposita per i programmi.",
            ],
            &["Non dipende da Lei."],
        ),
        BounceReason::LoginMethodRefused => (
            "La password può essere giusta: con questo tipo di accesso, o senza cifratura, il server non ne accetta nessuna.",
            &[
                "Usi un programma con accesso moderno, in cui la password si scrive nella pagina del gestore.",
                "Se il gestore offre password per le applicazioni, ne crei una e la usi anche per l'invio.",
                "In azienda chieda a chi amministra gli account di permettere alla casella l'invio da un programma (SMTP).",
                "Per il server di uscita scelga la cifratura (SSL o STARTTLS) e la porta indicate dal gestore.",
            ],
            &["Non tocca a Lei."],
        ),
        BounceReason::SendingDisabled => (
            "La password può essere giusta, e leggere la posta non c'entra: è chiuso solo l'invio da un programma (SMTP).",
            &[
                "Intanto invii dalla webmail.",
                "Chieda a chi amministra le caselle del dominio di attivare l'invio autenticato (SMTP AUTH) per la casella.",
            ],
            &["Non tocca a Lei."],
        ),
        BounceReason::WebLoginNeeded => (
            "L'accesso da quel programma gli è sembrato insolito, e lo trattiene finché il titolare non lo conferma.",
            &[
                "Entri nella webmail dal browser e confermi l'accesso, se il gestore lo chiede.",
                "Poi riprovi subito con il programma.",
            ],
            &["Non tocca a Lei."],
        ),
        BounceReason::OwnServerUnreachable => (
            "Il messaggio non è mai partito: del destinatario non si dice nulla. Può bloccarlo la rete in uso, o quel server è fermo.",
            &[
                "Confronti il nome e la porta del server di uscita (SMTP) con quelli che il gestore pubblica.",
                "Provi da un'altra rete, per esempio quella del telefono.",
                "Se non funziona da nessuna parte, chieda al gestore di posta se il server è attivo; per un sito web, chieda a chi lo ospita se può inviare.",
            ],
            &["Non tocca a Lei."],
        ),
        BounceReason::SenderNotAllowed => (
            "Il programma accede con una casella e firma con un altro indirizzo, che il gestore non ha autorizzato.",
            &[
                "Controlli che nel programma l'indirizzo e il nome utente per l'invio siano della stessa casella.",
                "Se vuole scrivere da un alias, lo faccia autorizzare dal Suo gestore.",
            ],
            &["Non dipende da Lei. Mandi al mittente il testo dell'errore."],
        ),
        BounceReason::SenderUnknown => (
            "Il server del destinatario ha controllato il mittente: nel DNS o nelle caselle non risulta.",
            &[
                "Controlli come è scritto il Suo indirizzo nelle impostazioni del programma.",
                "Se è giusto, chieda a chi gestisce il Suo dominio di controllare il DNS.",
            ],
            &["Non dipende da Lei. Mandi al mittente il testo dell'errore."],
        ),
        BounceReason::SenderBlocked => (
            "Il rifiuto riguarda proprio il mittente, non il contenuto.",
            &[
                "Scelga di nuovo il destinatario, senza usare l'indirizzo suggerito dal programma.",
                "Se torna ancora indietro, chieda al destinatario per un'altra via di togliere il blocco.",
            ],
            &[
                "Cerchi il mittente fra gli indirizzi bloccati, nella Sua casella e nel pannello del gestore.",
            ],
        ),
        BounceReason::SenderSuspended => (
            "Il gestore l'ha fermata, di solito perché da lì è partito spam o la password è stata rubata.",
            &[
                "Cambi la password e controlli che computer e telefono non abbiano virus.",
                "Poi chieda al Suo gestore di riattivare l'invio.",
            ],
            &["Non dipende da Lei."],
        ),
        BounceReason::RecipientRestricted => (
            "Può essere una lista, un gruppo o una casella interna a un'azienda.",
            &["Chieda al destinatario, per un'altra via, di essere ammesso."],
            &[
                "Chi gestisce la lista o il gruppo può ammettere il mittente, o aprire l'indirizzo agli esterni.",
            ],
        ),
        BounceReason::CertifiedOnly => (
            "La PEC è la posta certificata. Questa casella riceve solo da altre caselle PEC, oppure l'indirizzo non esiste.",
            &[
                "Scriva da una casella PEC.",
                "Oppure chieda al destinatario un indirizzo di posta ordinaria.",
            ],
            &["Nel pannello della PEC può attivare la ricezione della posta non certificata."],
        ),
        BounceReason::TooLarge => (
            "Gli allegati superano quello che uno dei server accetta. Durante l'invio crescono di circa un terzo.",
            &[
                "Riduca gli allegati, li divida in più messaggi o invii un collegamento per scaricarli.",
            ],
            &["Chieda al mittente un collegamento al posto dell'allegato."],
        ),
        BounceReason::TooManyRecipients => (
            "Il server ammette solo un certo numero di indirizzi per messaggio.",
            &["Divida i destinatari in gruppi più piccoli, o usi un servizio per le liste."],
            &["Non dipende da Lei."],
        ),
        BounceReason::Spam => (
            "Un filtro ha giudicato così il testo, i collegamenti o gli allegati.",
            &[
                "Invii di nuovo con parole semplici, un oggetto chiaro e senza collegamenti abbreviati.",
                "Se anche un messaggio di prova torna indietro, mandi l'errore al Suo gestore di posta.",
            ],
            &[
                "Aggiunga il mittente ai contatti o ai mittenti sicuri, poi chieda di inviare di nuovo.",
            ],
        ),
        BounceReason::ContentRefused => (
            "Il server rifiuta alcuni tipi di file, o vi ha trovato qualcosa di pericoloso.",
            &[
                "Controlli il file con un antivirus.",
                "Poi lo invii in un'altra forma, per esempio come PDF o con un collegamento per scaricarlo.",
            ],
            &["Chieda al mittente di inviare il file in un'altra forma."],
        ),
        BounceReason::MessageMalformed => (
            "Gli manca un'intestazione o ne ha una scritta male: di solito dipende dal programma che lo ha creato.",
            &[
                "Provi a inviarlo dalla webmail.",
                "Se lo ha creato un sito o un gestionale, mandi l'errore a chi lo cura.",
            ],
            &["Non dipende da Lei. Mandi al mittente il testo dell'errore."],
        ),
        BounceReason::TlsFailed => (
            "Uno lo richiede e l'altro non lo offre, o il suo certificato non è accettato.",
            &[
                "Se succede al Suo programma, attivi SSL/TLS per il server in uscita.",
                "Altrimenti mandi il testo dell'errore al Suo gestore di posta.",
            ],
            &["Chieda al Suo gestore di controllare il certificato del server che riceve."],
        ),
        BounceReason::Loop => (
            "Due server, o due inoltri, se lo passavano l'un l'altro senza mai consegnarlo.",
            &["Avvisi il destinatario per un'altra via: la causa è quasi sempre dalla sua parte."],
            &[
                "Controlli gli inoltri e le risposte automatiche della casella.",
                "Se non ce ne sono, chi gestisce il dominio deve controllare il record MX.",
            ],
        ),
        BounceReason::Policy => (
            "Il server non spiega quale: lo sa solo chi lo gestisce.",
            &[
                "Mandi al Suo gestore di posta il testo completo dell'errore.",
                "Avvisi il destinatario, che può chiedere al proprio gestore.",
            ],
            &[
                "Chieda al Suo gestore quale regola ha fermato il messaggio: gli servono mittente, giorno e ora.",
            ],
        ),
        BounceReason::Delivered => (
            "È una conferma, non un errore. Che sia nella casella lo prova solo la ricevuta di consegna.",
            &["Non c'è nulla da fare."],
            &["Se non lo trova, guardi nello spam e nelle regole che spostano la posta."],
        ),
        BounceReason::Unknown => (
            "Il server ha rifiutato, ma con parole che non conosciamo. Non tiriamo a indovinare.",
            &[
                "Mandi al Suo gestore di posta il testo completo dell'errore, con il giorno e l'ora.",
            ],
            &["Chieda al mittente l'avviso completo e lo mandi al Suo gestore di posta."],
        ),
    }
}

/// A forwarded message: the forwarding server is refused.
pub(super) const FORWARDED: (&str, Words) = (
    "L'inoltro fa fallire la verifica del mittente.",
    (
        "Il messaggio era stato inviato a un altro indirizzo, che lo inoltra. Chi riceve vede il server che inoltra, non quello del mittente.",
        &[
            "Nel DNS del mittente non c'è nulla da correggere per questo avviso.",
            "Scriva direttamente all'indirizzo che riceve, se lo conosce.",
        ],
        &[
            "Chieda al gestore della casella che inoltra se riscrive il mittente (SRS) quando inoltra.",
            "Se non lo fa, tolga l'inoltro e faccia leggere la prima casella direttamente dal programma o dall'altro gestore.",
        ],
    ),
);

/// A server refuses to relay a message that it should have received.
pub(super) const RELAY_OF_OTHERS: (&str, Words) = (
    "Il server che doveva ricevere non accetta posta per quel dominio.",
    (
        "Il server di chi inviava aveva accettato il messaggio. Quello a cui il dominio manda la posta non lo conosce come suo.",
        &[
            "Avvisi il destinatario per un'altra via e gli mandi il testo dell'errore.",
            "Nelle Sue impostazioni non c'è nulla da cambiare.",
        ],
        &[
            "Chieda a chi gestisce la posta se il dominio è fra quelli che il server riceve.",
            "Faccia controllare il record MX: può portare a un server che non è più il Suo.",
        ],
    ),
);

/// The sender's steps at a provider with a procedure of its own; empty if it has none.
pub(super) fn own_way(reason: BounceReason, provider: &str) -> &'static [&'static str] {
    match (reason, provider) {
        (BounceReason::SenderNotAllowed, "aruba") => &[
            "Apra webmail.aruba.it con la casella che invia e vada in Impostazioni, Messaggi, Composizione.",
            "Attivi «Abilita indirizzi email alternativi come mittenti» e aggiunga l'indirizzo da cui scrive.",
            "Aruba manda un codice a quell'indirizzo: lo inserisca per confermare. Serve anche per alias, siti e programmi.",
        ],
        (BounceReason::SenderNotAllowed, "aruba_pec") => &[
            "Nella PEC il mittente deve essere la casella stessa: lo vuole la legge.",
            "Nel programma metta lo stesso indirizzo come mittente e come nome utente.",
        ],
        (BounceReason::RateLimited, "aruba") => &[
            "Attenda e resti entro 200 o 300 messaggi ogni 20 minuti.",
            "Se non ha inviato Lei, cambi subito la password.",
        ],
        (BounceReason::MailboxFull, "aruba") => &[
            "Avvisi il destinatario per un'altra via: in Aruba contano tutte le cartelle tranne il cestino.",
            "Quando ha liberato spazio, invii di nuovo il messaggio.",
        ],
        (BounceReason::Blocklisted, "libero" | "virgilio") => &[
            "Mandi l'errore a chi gestisce il Suo server: l'elenco è di Cloudmark, e i controlli pubblici non lo mostrano.",
            "La rimozione si chiede al collegamento che sta nel testo dell'errore.",
        ],
        (BounceReason::SenderSuspended, "register") => &[
            "Controlli i dispositivi con un antivirus e cambi la password.",
            "Il blocco di Register.it dura quattro ore: poi può inviare di nuovo.",
        ],
        (BounceReason::SendingLimit, "register") => &[
            "Il limite del giorno si azzera a mezzanotte; intanto può inviare dalla webmail.",
            "Se non ha inviato Lei tanti messaggi, cambi subito la password.",
        ],
        (BounceReason::LoginRefused, "google") => &[
            "Nel programma di posta scelga l'accesso con Google, che apre una finestra del browser.",
            "Se il programma non lo offre, crei nel Suo account Google una password per le app e usi quella.",
        ],
        (BounceReason::LoginRefused, "microsoft" | "outlook_com") => &[
            "Nel programma di posta scelga l'accesso con Microsoft, che apre una finestra del browser.",
            "Per un dispositivo che non lo offre, chieda a chi amministra Microsoft 365.",
        ],
        _ => &[],
    }
}
