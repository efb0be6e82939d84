//! The Italian texts of each reason.

use mail::connection::ConnectionReason as Reason;

use super::Words;

/// Meaning, steps.
pub(super) const fn words(reason: Reason) -> Words {
    match reason {
        Reason::LoginRefused => (
            "Il server non dice quale dei due non va. Può anche darsi che chieda un altro modo di accedere.",
            &[
                "Entri nella webmail con la stessa password: se non entra, la cambi lì.",
                "Se entra, la scriva di nuovo nel programma o nel servizio, senza spazi.",
                "Controlli che il nome utente sia l'indirizzo intero, se il gestore lo chiede.",
                "Se ha attivato la verifica in due passaggi, crei una password per le app e usi quella.",
            ],
        ),
        Reason::AppPasswordNeeded => (
            "Con la verifica in due passaggi la password normale non vale nei programmi. La password giusta può essere proprio quella che usa.",
            &[
                "Apra le impostazioni di sicurezza dell'account e crei una password per le app.",
                "La scriva nel programma o nel servizio al posto di quella normale.",
            ],
        ),
        Reason::OauthOnly => (
            "La password può essere giusta: il gestore accetta solo l'accesso dalla propria pagina, chiamato accesso moderno.",
            &[
                "Colleghi di nuovo la casella e scelga l'accesso con l'account del gestore, dove è offerto.",
                "Se il programma non lo offre, lo aggiorni o ne usi uno che lo offra.",
                "In azienda, chieda a chi amministra le caselle quali accessi sono ammessi.",
            ],
        ),
        Reason::TokenExpired => (
            "Il programma o il servizio entra con un permesso del gestore. Quel permesso manca, è scaduto o è stato tolto.",
            &[
                "Apra il programma o il servizio e colleghi di nuovo la casella.",
                "Sulla pagina del gestore acceda e confermi il permesso.",
            ],
        ),
        Reason::PasswordExpired => (
            "Valeva per un certo tempo, che è passato: scriverla di nuovo non serve, va rinnovata.",
            &[
                "Cambi la password nella webmail o nel pannello del gestore.",
                "Poi scriva quella nuova in ogni programma e dispositivo.",
            ],
        ),
        Reason::WebLoginNeeded => (
            "L'accesso gli è sembrato insolito, oppure serve una verifica che il programma non può fare.",
            &[
                "Entri nella webmail dal browser e segua gli avvisi del gestore.",
                "Poi riprovi con il programma o con il servizio.",
                "In azienda, chieda a chi amministra le caselle se una regola blocca l'accesso.",
            ],
        ),
        Reason::LoginRequired => (
            "Il programma invia senza accedere, e il Suo server non inoltra la posta di chi non conosce.",
            &[
                "Nelle impostazioni del server di posta in uscita attivi l'autenticazione, con gli stessi dati della posta in arrivo.",
                "Usi il server di invio del gestore della casella, con la porta 465 o 587.",
            ],
        ),
        Reason::LoginMethodUnsupported => (
            "Il metodo di autenticazione scelto nel programma non è tra quelli del server, oppure il server lo offre solo con la cifratura.",
            &[
                "Attivi la cifratura (SSL/TLS) con la porta indicata dal gestore.",
                "Scelga il metodo di autenticazione che il gestore indica, di solito «password normale» oppure OAuth2.",
            ],
        ),
        Reason::AccessDenied => (
            "Il nome utente e la password sono stati accettati. Manca il permesso, oppure la casella indicata è un'altra.",
            &[
                "Controlli che l'account usato per accedere sia quello della casella.",
                "Se la casella è condivisa, chieda a chi la amministra di controllare i permessi.",
            ],
        ),
        Reason::AccountDisabled => (
            "Spesso è un rinnovo mancato, un uso sospetto o troppi tentativi. Il testo non lo dice sempre.",
            &[
                "Controlli nel pannello del gestore se ci sono avvisi o rinnovi.",
                "Chieda al gestore perché è sospeso e come riattivarlo.",
            ],
        ),
        Reason::ProtocolDisabled => (
            "La password può essere giusta: è spento l'accesso con IMAP, o con POP, a seconda di quello che usa il programma.",
            &[
                "Apra le impostazioni della webmail e attivi IMAP o POP, quello che usa il programma.",
                "Se la voce manca, chieda a chi amministra le caselle del dominio.",
            ],
        ),
        Reason::SendingDisabled => (
            "La password può essere giusta, e la lettura funziona a parte: è chiuso solo l'invio (SMTP).",
            &[
                "Intanto invii dalla webmail.",
                "Chieda a chi amministra le caselle del dominio di attivare l'invio autenticato (SMTP AUTH) per la casella.",
            ],
        ),
        Reason::ContactProvider => (
            "C'è qualcosa da sistemare sul server o nell'account, e il testo non dice che cosa.",
            &["Invii al gestore il testo completo dell'errore, con il giorno e l'ora."],
        ),
        Reason::MailboxMissing => (
            "Il server conosce altre caselle e non questa: il nome è scritto male, o la casella sta altrove.",
            &[
                "Controlli il nome utente e il server, lettera per lettera.",
                "Se ha cambiato gestore, usi il server nuovo; altrimenti chieda al gestore se la casella esiste.",
            ],
        ),
        Reason::FolderMissing => (
            "La casella si apre. Il programma cerca una cartella che ha un altro nome o è stata cancellata.",
            &[
                "Nelle impostazioni del programma scelga di nuovo le cartelle di posta inviata, bozze e cestino.",
            ],
        ),
        Reason::MailboxFull => (
            "Finché non si libera spazio, il server non salva altri messaggi e può respingere quelli in arrivo.",
            &[
                "Cancelli dalla webmail gli allegati pesanti, poi svuoti spam e cestino.",
                "Se non basta, chieda al gestore una casella più grande.",
            ],
        ),
        Reason::MailboxInUse => (
            "Il server ne ammette uno alla volta, oppure un collegamento precedente non si è ancora chiuso.",
            &[
                "Chiuda gli altri programmi e dispositivi che leggono la casella.",
                "Attenda una quindicina di minuti e riprovi.",
            ],
        ),
        Reason::MailboxDamaged => (
            "È un guasto dell'archivio sul server: dal programma non si ripara.",
            &[
                "Non cancelli la casella dal programma.",
                "Invii al gestore il testo dell'errore, con il giorno e l'ora.",
            ],
        ),
        Reason::TooManyConnections => (
            "Ogni programma, telefono o servizio ne apre più di uno, e il gestore ne ammette un certo numero.",
            &[
                "Chiuda la posta sui dispositivi che non usa e attenda qualche minuto.",
                "Nel programma riduca il numero di connessioni, o controlli la posta meno spesso.",
                "Se il limite si ripresenta con pochi dispositivi, chieda al gestore qual è.",
            ],
        ),
        Reason::RateLimited => (
            "Ci sono stati troppi tentativi o troppo traffico in poco tempo. Spesso un dispositivo usa ancora una password vecchia.",
            &[
                "Attenda da una a 24 ore.",
                "Cerchi il dispositivo con la password vecchia e la corregga.",
                "Imposti un controllo meno frequente.",
            ],
        ),
        Reason::ServerUnavailable => (
            "Se il guasto riguarda l'accesso, la password non è stata controllata: non la cambi per questo.",
            &[
                "Riprovi fra qualche minuto.",
                "Se dura più di un'ora, segnali al gestore il testo dell'errore, con l'ora.",
            ],
        ),
        Reason::RequestRefused => (
            "La casella si apre: riguarda una singola operazione, come creare o spostare qualcosa.",
            &[
                "Riprovi dopo aver aggiornato il programma.",
                "Se si ripete, invii il testo a chi fornisce il programma o il servizio.",
            ],
        ),
        Reason::HostNotFound => (
            "Nel DNS, l'elenco dei nomi di Internet, quel nome non c'è. Di solito è scritto male, o non esiste più.",
            &[
                "Controlli il nome del server nelle impostazioni e lo confronti con quello indicato dal gestore.",
                "Se è giusto e appartiene al Suo dominio, chieda a chi gestisce il DNS.",
            ],
        ),
        Reason::DnsFailed => (
            "Non ha risposto il DNS, l'elenco dei nomi di Internet. Può dipendere dalla rete di chi si collega.",
            &[
                "Riprovi fra qualche minuto.",
                "Se dura, provi da un'altra rete, o avvisi chi gestisce la rete o il DNS.",
            ],
        ),
        Reason::ConnectionRefused => (
            "A quella porta non ascolta nessuno, oppure un filtro lo impedisce. Della password non si sa nulla.",
            &[
                "Confronti il nome del server e la porta con quelli indicati dal gestore.",
                "Sospenda per prova antivirus e firewall, o usi un'altra rete.",
                "Se tutto coincide, segnali l'errore al gestore.",
            ],
        ),
        Reason::ConnectionTimedOut => (
            "Il server può essere fermo, o la rete in mezzo può bloccare la porta. Della password non si sa nulla.",
            &[
                "Riprovi, anche da un'altra rete.",
                "Confronti il nome del server e la porta con quelli indicati dal gestore.",
                "Se non risponde da nessuna rete, segnali l'errore al gestore.",
            ],
        ),
        Reason::ConnectionBroken => (
            "Il server o la rete lo ha chiuso prima della fine. Della password non si sa nulla.",
            &[
                "Riprovi fra qualche minuto.",
                "Controlli che porta e cifratura siano quelle indicate dal gestore.",
                "Se succede spesso, provi un'altra rete e poi segnali l'errore al gestore.",
            ],
        ),
        Reason::ServerUnreachable => (
            "Il testo non dice perché: può essere un'impostazione, la rete o il server fermo.",
            &[
                "Controlli che Internet funzioni e provi da un'altra rete.",
                "Confronti nome del server, porta e cifratura con quelli indicati dal gestore.",
                "Se tutto coincide, segnali l'errore al gestore.",
            ],
        ),
        Reason::ClientOffline => (
            "Il dispositivo non è collegato a Internet, oppure il programma è in modalità non in linea.",
            &[
                "Controlli che un sito web si apra.",
                "Nel programma disattivi la modalità non in linea.",
            ],
        ),
        Reason::CertificateExpired => (
            "Il certificato prova che il server è quello vero. Il gestore non lo ha rinnovato, o l'orologio del dispositivo è sbagliato.",
            &[
                "Controlli la data e l'ora del dispositivo.",
                "Se sono giuste, segnali l'errore al gestore e attenda il rinnovo.",
            ],
        ),
        Reason::CertificateNotYetValid => (
            "Quasi sempre è sbagliato l'orologio di chi si collega.",
            &[
                "Imposti la data e l'ora automatiche sul dispositivo.",
                "Se sono giuste, segnali l'errore al gestore.",
            ],
        ),
        Reason::CertificateWrongName => (
            "Il nome del server scritto nelle impostazioni non è quello del certificato.",
            &[
                "Scriva nelle impostazioni il nome del server che il gestore indica.",
                "Se è già quello, segnali l'errore al gestore: il certificato è da correggere.",
            ],
        ),
        Reason::CertificateUntrusted => (
            "Può essere fatto in proprio o incompleto, scaduto, oppure intestato a un altro nome. Anche un antivirus può sostituirlo.",
            &[
                "Non lo accetti prima di averlo controllato: apra i dettagli e guardi nome e scadenza.",
                "Usi il nome del server che il gestore indica.",
                "Se l'errore resta, lo segnali al gestore.",
            ],
        ),
        Reason::EncryptionMismatch => (
            "Il programma comincia cifrato e la porta comincia in chiaro, o il contrario. È un'impostazione.",
            &[
                "Per leggere usi la porta 993 (IMAP) o 995 (POP3) con SSL/TLS.",
                "Per inviare usi la porta 465 con SSL/TLS, oppure la 587 con STARTTLS.",
            ],
        ),
        Reason::EncryptionOutdated => (
            "Uno dei due è troppo vecchio e offre solo versioni che l'altro rifiuta.",
            &[
                "Aggiorni il programma e il sistema del dispositivo.",
                "Se sono aggiornati, chieda al gestore se il server offre TLS 1.2 o 1.3.",
            ],
        ),
        Reason::EncryptionRequired => (
            "Il programma manda la password in chiaro, e il server lo rifiuta per proteggerla.",
            &[
                "Attivi SSL/TLS nelle impostazioni, con la porta 993, 995 o 465.",
                "Per la porta 587 scelga STARTTLS.",
            ],
        ),
        Reason::StarttlsUnavailable => (
            "Il programma vuole passare alla cifratura dopo l'inizio (STARTTLS), e a quella porta il server non la propone.",
            &[
                "Usi la porta indicata dal gestore: 465, 993 e 995 con SSL/TLS, 587 con STARTTLS.",
                "Sospenda per prova il controllo della posta dell'antivirus.",
                "Non invii la password senza cifratura.",
            ],
        ),
        Reason::EncryptionFailed => (
            "Il testo non dice perché: può essere la porta, un programma vecchio, un antivirus o il server.",
            &[
                "Confronti porta e cifratura con quelle indicate dal gestore.",
                "Aggiorni il programma e sospenda per prova l'antivirus.",
                "Se l'errore resta, lo segnali al gestore.",
            ],
        ),
        Reason::Unknown => (
            "Sappiamo da dove viene, non che cosa significa.",
            &["Invii il testo completo al gestore o a chi La assiste, con il giorno e l'ora."],
        ),
    }
}
