//! Texts of causes on the sending side: why the customer's messages are refused or are not sent.

use super::super::advice::{Advice, Words, words};
use super::{SEND_AGAIN, SEND_YOURSELF, TELL_THE_PROVIDER};

const ASK_FOR_THE_SPF_LINE: Words = words(
    "Chieda al servizio che invia la riga SPF da mettere, e la dia a chi gestisce il dominio.",
    "Ask the service that sends for its SPF line, and give it to whoever runs the domain.",
);
const ONE_SPF_RECORD: Words = words(
    "Il record SPF deve restare uno solo, senza i servizi che non usa più.",
    "There must be one SPF record only, without the services no longer used.",
);

pub(super) const SPF_REFUSED: Advice = Advice {
    title: words(
        "Il dominio non dice che il server di invio può spedire a suo nome (SPF).",
        "The domain does not say that the sending server may send in its name (SPF).",
    ),
    why: words(
        "Il record SPF è l'elenco dei server autorizzati. Chi riceve lo confronta con il server che ha spedito.",
        "The SPF record lists the servers that may send. The recipient's side holds it against the server that did.",
    ),
    steps: &[
        words(
            "Trovi con quale servizio è partito il messaggio: casella, sito, newsletter.",
            "Find which service sent the message: mailbox, website, newsletter.",
        ),
        ASK_FOR_THE_SPF_LINE,
        ONE_SPF_RECORD,
    ],
    verify: SEND_AGAIN,
};

pub(super) const DMARC_REFUSED: Advice = Advice {
    title: words(
        "Il dominio chiede di rifiutare i messaggi che non dimostrano di venire da lì (DMARC).",
        "The domain asks that messages be refused which do not prove that they come from it (DMARC).",
    ),
    why: words(
        "È una regola del dominio. La prova è la firma DKIM o l'elenco SPF di chi può spedire, per lo stesso dominio del mittente.",
        "It is a rule of the domain. The proof is the DKIM signature, or the SPF list of those who may send, for the sender's own domain.",
    ),
    steps: &[
        words(
            "Faccia attivare la firma DKIM presso il servizio che invia.",
            "Have the DKIM signature switched on at the service that sends.",
        ),
        words(
            "Non tolga la regola DMARC: protegge dalle imitazioni.",
            "Do not take the DMARC rule away: it protects against forgeries.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const SENDER_UNPROVEN: Advice = Advice {
    title: words(
        "Il messaggio non dimostra di venire dal dominio del mittente (SPF e DKIM).",
        "The message does not prove that it comes from the sender's domain (SPF and DKIM).",
    ),
    why: words(
        "I grandi fornitori accettano solo posta con almeno una delle due prove: la firma, o l'elenco di chi può spedire.",
        "The large providers take mail only with one of the two proofs: the signature, or the list of those who may send.",
    ),
    steps: &[
        ASK_FOR_THE_SPF_LINE,
        ONE_SPF_RECORD,
        words(
            "Faccia attivare anche la firma DKIM.",
            "Have the DKIM signature switched on as well.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const FORWARD_BREAKS_SPF: Advice = Advice {
    title: words(
        "Un inoltro fa sembrare falso il mittente.",
        "A forward makes the sender look forged.",
    ),
    why: words(
        "Chi riceve confronta il server con quelli che possono spedire per il mittente (SPF). Quello che inoltra non c'è.",
        "The recipient's side looks whether the server may send for that sender (SPF). The one that forwards is not listed.",
    ),
    steps: &[
        words(
            "Nel Suo dominio non c'è niente da pubblicare: il record SPF in questione è del mittente.",
            "There is nothing to publish for your domain: the SPF record in question is the sender's.",
        ),
        words(
            "Al posto dell'inoltro faccia prelevare la posta dalla nuova casella, oppure legga quella casella direttamente.",
            "Instead of forwarding, have the new mailbox fetch the mail, or read that mailbox directly.",
        ),
        words(
            "Se l'inoltro serve, chieda a chi Le fornisce la posta di riscrivere il mittente («SRS»).",
            "If you need the forward, ask your mail provider to rewrite the sender (“SRS”).",
        ),
    ],
    verify: words(
        "Si faccia scrivere all'indirizzo inoltrato: il messaggio deve arrivare.",
        "Have somebody write to the forwarded address: the message must arrive.",
    ),
};

pub(super) const BLOCKLISTED: Advice = Advice {
    title: words(
        "Il server di invio è in una lista di blocco.",
        "The sending server is on a block list.",
    ),
    why: words(
        "Spesso altri hanno inviato spam dallo stesso server. La lista non giudica il Suo messaggio.",
        "Often others have sent junk from the same server. The list does not judge your message.",
    ),
    steps: &[
        TELL_THE_PROVIDER,
        words(
            "Se il server è Suo, cerchi prima chi ha inviato spam e cambi le password.",
            "If the server is yours, first find who has sent junk and change the passwords.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const SERVER_NAME_WRONG: Advice = Advice {
    title: words(
        "Il server di invio non ha un nome in regola.",
        "The sending server has no proper name.",
    ),
    why: words(
        "Chi riceve controlla che indirizzo e nome del server si corrispondano nel DNS, l'elenco dei nomi (DNS inverso).",
        "The recipient's side checks that the server's address and name belong together in the DNS, the list of names (reverse DNS).",
    ),
    steps: &[TELL_THE_PROVIDER],
    verify: SEND_AGAIN,
};

pub(super) const HELO_NAME_WRONG: Advice = Advice {
    title: words(
        "Il server di invio si presenta con un nome che non viene accettato.",
        "The sending server gives a name of itself that is not accepted.",
    ),
    why: words(
        "Nel saluto (HELO) ogni server dice il proprio nome. Questo non è un nome completo, o da fuori non si trova nel DNS, l'elenco dei nomi.",
        "In its greeting (HELO) every server says its name. This one is no complete name, or is not in the DNS, the list of names.",
    ),
    steps: &[
        TELL_THE_PROVIDER,
        words(
            "Se invia un sito, uno scanner o un Suo server, lo faccia passare dal server in uscita del fornitore, con nome utente e password.",
            "If a website, a scanner or a server of yours sends, have it send through the provider's server, with user name and password.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const SENDER_UNKNOWN: Advice = Advice {
    title: words(
        "Chi riceve non trova il dominio o l'indirizzo del mittente.",
        "The recipient's side cannot find the sender's domain or address.",
    ),
    why: words(
        "Un messaggio il cui mittente non si trova viene rifiutato.",
        "A message whose sender cannot be found is refused.",
    ),
    steps: &[
        words(
            "Controlli come è scritto il Suo indirizzo nel programma di posta.",
            "Check how your address is written in the mail program.",
        ),
        words(
            "Se è giusto, mandi questi risultati a chi gestisce il dominio.",
            "If it is right, send these results to whoever runs the domain.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const ACCOUNT_SUSPENDED: Advice = Advice {
    title: words(
        "La casella non può più inviare: è stata sospesa.",
        "The mailbox may not send any more: it was suspended.",
    ),
    why: words(
        "Succede quando da una casella parte spam, spesso perché qualcuno ha la password.",
        "That happens when a mailbox sends junk, often because somebody has the password.",
    ),
    steps: &[
        words(
            "Cambi la password e controlli il computer.",
            "Change the password and check the computer.",
        ),
        words(
            "Poi chieda a chi Le fornisce la posta di riattivare l'invio.",
            "Then ask your mail provider to let it send again.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const SENDING_BLOCKED: Advice = Advice {
    title: words(
        "Il fornitore ha bloccato l'invio da questa casella.",
        "The provider has stopped this mailbox from sending.",
    ),
    why: words(
        "Succede quando i messaggi sono troppi o somigliano a pubblicità. A volte qualcuno ha rubato la password.",
        "That happens when messages are too many or look like advertising. Sometimes a password was stolen.",
    ),
    steps: &[
        words(
            "Guardi nella posta inviata se ci sono messaggi che nessuno di voi ha scritto.",
            "See whether the sent mail holds messages that none of you wrote.",
        ),
        words(
            "Se ce ne sono, cambi subito la password presso il fornitore, e poi nei programmi.",
            "If there are, change the password at once with the provider, and then in the programs.",
        ),
        words(
            "Mandi questi risultati al fornitore e chieda perché blocca l'invio.",
            "Send these results to the provider and ask why it stops the mailbox from sending.",
        ),
        words(
            "Intanto invii meno messaggi. Molti blocchi finiscono da soli dopo qualche ora.",
            "Meanwhile send fewer messages. Many blocks end by themselves after some hours.",
        ),
    ],
    verify: SEND_YOURSELF,
};

pub(super) const SENDING_ACCESS_CLOSED: Advice = Advice {
    title: words(
        "L'invio dai programmi di posta è spento per la casella o per il suo dominio.",
        "Sending from mail programs is switched off for the mailbox or its domain.",
    ),
    why: words(
        "È chiuso solo l'invio (SMTP), cioè la via per inviare dai programmi. La password può essere giusta, e per leggere vale un'altra impostazione.",
        "Only sending from programs (SMTP) is closed. The password may be right, and reading has a setting of its own.",
    ),
    steps: &[
        words(
            "Intanto invii dalla webmail, cioè la posta vista dal browser.",
            "Meanwhile send from the webmail, that is, your mail seen in the browser.",
        ),
        words(
            "Chieda a chi amministra le caselle del dominio di attivare l'invio autenticato («SMTP autenticato»).",
            "Ask whoever administers the domain's mailboxes to switch on authenticated sending (“authenticated SMTP”).",
        ),
        words(
            "In Microsoft 365 si attiva per la singola casella, in «Gestisci app di posta elettronica», o per tutta l'organizzazione.",
            "In Microsoft 365 it is set for one mailbox, in “Manage email apps”, or for the whole organisation.",
        ),
        words(
            "Se non si può, usi un programma con l'accesso moderno, che apre la pagina del fornitore.",
            "If that cannot be, use a program with modern sign-in, which opens the provider's page.",
        ),
    ],
    verify: SEND_YOURSELF,
};

pub(super) const LOGIN_NEEDED: Advice = Advice {
    title: words(
        "Il server di invio non sa chi sta inviando.",
        "The outgoing server does not know who is sending.",
    ),
    why: words(
        "Accetta messaggi per altri domini solo da chi entra con nome utente e password.",
        "It takes mail for other domains only from those who log in with user name and password.",
    ),
    steps: &[
        words(
            "Nelle impostazioni dell'account attivi l'autenticazione per il server della posta in uscita (SMTP).",
            "In the account's settings switch on authentication for the outgoing server (SMTP).",
        ),
        words(
            "Usi la porta 465 o 587 e il server indicato da chi Le fornisce la posta.",
            "Use port 465 or 587 and the server that your mail provider names.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const OUTGOING_SETTINGS: Advice = Advice {
    title: words(
        "Nel programma i dati per inviare non sono giusti.",
        "The settings for sending in the program are not right.",
    ),
    why: words(
        "Un server accetta l'invio solo da chi entra con il proprio indirizzo e la propria password.",
        "A server takes outgoing mail only from those who sign in with their own address and password.",
    ),
    steps: &[
        words(
            "Nel programma apra le impostazioni dell'account, alla voce «Server di posta in uscita (SMTP)».",
            "In the program open the account settings, at “Outgoing mail server (SMTP)”.",
        ),
        words(
            "Scriva il server come lo indica chi Le fornisce la posta.",
            "Enter the server as your mail provider gives it.",
        ),
        words(
            "Usi la porta 465 con cifratura «SSL/TLS», oppure la 587 con «STARTTLS».",
            "Use port 465 with encryption “SSL/TLS”, or 587 with “STARTTLS”.",
        ),
        words(
            "Attivi l'autenticazione, con l'indirizzo intero e la password della casella.",
            "Turn authentication on, with the whole address and the mailbox's password.",
        ),
        words(
            "Invii con l'indirizzo di quella casella, non con un altro.",
            "Send with the address of that mailbox, not with another.",
        ),
    ],
    verify: SEND_YOURSELF,
};

pub(super) const WRONG_OUTGOING_SERVER: Advice = Advice {
    title: words(
        "Nel programma il server in uscita non è quello del dominio.",
        "The outgoing server in the program is not the domain's.",
    ),
    why: words(
        "Succede dopo un cambio di gestore: il programma chiama ancora il server di prima.",
        "It happens after a change of provider: the program still calls the old server.",
    ),
    steps: &[
        words(
            "Nelle impostazioni dell'account apra la voce «Server di posta in uscita (SMTP)».",
            "In the account settings open “Outgoing mail server (SMTP)”.",
        ),
        words(
            "Al posto del nome che c'è scriva il server in uscita del Suo dominio, e salvi.",
            "Replace the name that is there by your domain's outgoing server, and save.",
        ),
        words(
            "Guardi anche il server della posta in arrivo. Se è quello di prima, chieda all'assistenza prima di cambiarlo.",
            "Look at the incoming server too. If it is the old one, ask support before you change it.",
        ),
        words("Chiuda il programma e lo riapra.", "Close the program and open it again."),
    ],
    verify: SEND_YOURSELF,
};

pub(super) const SENDER_NOT_ALLOWED: Advice = Advice {
    title: words(
        "Il mittente del messaggio non è l'indirizzo della casella che invia.",
        "The message's sender is not the address of the mailbox that sends.",
    ),
    why: words(
        "Il fornitore rifiuta chi entra con una casella e scrive a nome di un'altra. Con Aruba la risposta è 550 5.1.0.",
        "The provider refuses who logs in with one mailbox and writes as another. With Aruba the answer is 550 5.1.0.",
    ),
    steps: &[
        words(
            "Nell'account metta lo stesso indirizzo come mittente e come nome utente.",
            "In the account put the same address as sender and as user name.",
        ),
        words(
            "Se invia un altro programma, lo configuri con quella casella.",
            "If another program sends, set it up with that mailbox.",
        ),
        words(
            "Se l'altro mittente Le serve, lo faccia autorizzare. Vale anche per gli alias, gli altri nomi della stessa casella.",
            "If you need the other sender, have it authorised. That goes for aliases too, other names of the same mailbox.",
        ),
        words(
            "Con Aruba: entri su webmail.aruba.it e apra «Impostazioni», poi «Messaggi», poi «Composizione».",
            "With Aruba: sign in at webmail.aruba.it and open “Impostazioni”, then “Messaggi”, then “Composizione”.",
        ),
        words(
            "Alla voce «Abilita indirizzi email alternativi come mittenti» aggiunga l'indirizzo. Aruba manda lì un codice, da scrivere nella pagina.",
            "At “Abilita indirizzi email alternativi come mittenti” add the address. Aruba sends it a code, to be written into the page.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const SENDING_LIMIT: Advice = Advice {
    title: words(
        "Sono partiti troppi messaggi in poco tempo.",
        "Too many messages were sent in a short time.",
    ),
    why: words(
        "I fornitori limitano i messaggi all'ora o al giorno, e anche il numero di destinatari, per proteggere tutti dallo spam.",
        "Providers limit the messages in an hour or a day, and the number of recipients, to protect everybody from junk.",
    ),
    steps: &[
        words(
            "Aspetti qualche ora. Il blocco finisce da solo, di solito entro un giorno.",
            "Wait some hours. The block ends by itself, mostly within a day.",
        ),
        words(
            "Divida gli invii grandi, e tolga gli indirizzi che non esistono più.",
            "Split big mailings, and remove addresses that no longer exist.",
        ),
        words(
            "Per le newsletter usi un servizio fatto apposta.",
            "For newsletters use a service made for them.",
        ),
        words(
            "Se non ha inviato Lei tanti messaggi, cambi la password della casella.",
            "If it was not you who sent so many, change the mailbox's password.",
        ),
    ],
    verify: SEND_YOURSELF,
};

pub(super) const BULK_MAIL: Advice = Advice {
    title: words(
        "Lo stesso messaggio a molte persone parte da una casella normale.",
        "The same message to many people leaves from a normal mailbox.",
    ),
    why: words(
        "Per i filtri di chi riceve somiglia allo spam.",
        "To the recipients' filters it looks like junk.",
    ),
    steps: &[
        words(
            "Scriva solo a chi lo ha chiesto, e tolga subito chi non lo vuole più.",
            "Write only to those who asked for it, and drop at once whoever no longer wants it.",
        ),
        words(
            "Per newsletter e avvisi usi un servizio di invio, con la firma del Suo dominio.",
            "For newsletters and notices use a mailing service, signing as your domain.",
        ),
        words(
            "Chieda a chi gestisce il dominio se SPF, DKIM e DMARC, i tre sigilli contro i falsi mittenti, sono attivi.",
            "Ask whoever runs the domain whether SPF, DKIM and DMARC, the three seals against false senders, are on.",
        ),
    ],
    verify: words(
        "Invii una prova a un Suo indirizzo presso un altro fornitore e guardi dove arriva.",
        "Send a test to an address of yours at another provider and see where it arrives.",
    ),
};
