//! The texts of the page: buttons, headings, help, and what to do when something failed.
//!
//! An error says what to do next. Must never blame the reader.

use mail::{AddressProblem, Change, DomainProblem};

use super::{Lang, fill};

crate::texts! {
    /// The texts around those of the playbook.
    pub enum UiText {
        Product => { it: "Sportello", en: "Sportello" },
        Tagline => { it: "La diagnosi della Sua posta elettronica, un passo alla volta", en: "Your e-mail, diagnosed one step at a time" },
        SkipToContent => { it: "Vai al contenuto", en: "Skip to content" },
        Language => { it: "Lingua", en: "Language" },
        Loading => { it: "Apriamo la pagina…", en: "Opening the page…" },
        TryAgain => { it: "Riprova", en: "Try again" },
        ErrorTitle => { it: "Errore: {title}", en: "Error: {title}" },
        ErrorSummary => { it: "Manca ancora qualcosa", en: "Something is still missing" },
        OpensNewTab => { it: "(si apre in un'altra scheda)", en: "(opens in a new tab)" },
        NotFoundTitle => { it: "Questa pagina non c'è", en: "This page does not exist" },
        NotFoundHelp => {
            it: "Forse il collegamento è stato copiato solo in parte. Può ricominciare da qui.",
            en: "Perhaps the link was copied in part only. You can start again from here.",
        },
        StartAgain => { it: "Ricomincia da capo", en: "Start again" },

        StartButton => { it: "Avvia la verifica", en: "Start the check-up" },
        StartNothingYet => {
            it: "Finché non preme il pulsante non parte nulla.",
            en: "Nothing starts until you press the button.",
        },
        WhatHappensTitle => { it: "Che cosa succede quando preme il pulsante", en: "What happens when you press the button" },
        WhatFrom => {
            it: "I controlli partono dal nostro server, non dal Suo dispositivo.",
            en: "The checks run from our server, not from your device.",
        },
        WhatContacted => { it: "Contattiamo, per il dominio che indica:", en: "For the domain that you give, we contact:" },
        WhatSent => {
            it: "A quei server chiediamo solo chi sono e che cosa offrono. Non inviamo messaggi. Nella casella entriamo solo se lo chiede Lei, con la Sua password.",
            en: "We only ask those servers who they are and what they offer. We send no message. We enter the mailbox only if you ask for it, with your password.",
        },
        WhatKept => {
            it: "Le risposte e i risultati restano riservati a chi ha il collegamento. Può cancellarli quando vuole.",
            en: "Answers and results are only for whoever has the link. You can erase them whenever you like.",
        },
        OtherPlaybooks => { it: "Altri percorsi", en: "Other checklists" },
        ReadAs => { it: "Abbiamo letto: {value}", en: "We read: {value}" },
        Optional => { it: "(facoltativo)", en: "(optional)" },
        NoPlaybook => {
            it: "Il percorso richiesto non è disponibile qui. Scelga uno di questi:",
            en: "That checklist is not available here. Choose one of these:",
        },

        Continue => { it: "Continua", en: "Continue" },
        Back => { it: "Indietro", en: "Back" },
        Change => { it: "Modifica", en: "Change" },
        ChangeOf => { it: "Modifica: {question}", en: "Change: {question}" },
        ChooseOne => { it: "Scelga una risposta. Se non è sicuro, scelga «Non lo so».", en: "Choose an answer. If you are not sure, choose “I don't know”." },
        FillIn => { it: "Scriva qui: {field}", en: "Fill in: {field}" },
        TextTooLong => { it: "Il testo è troppo lungo: ne tenga la parte che riguarda l'errore.", en: "The text is too long: keep the part about the error." },
        TryByHand => { it: "Provi così", en: "Try this" },
        OpenLink => { it: "Apri {link}", en: "Open {link}" },
        YourAnswers => { it: "Le Sue risposte", en: "Your answers" },
        TheirAnswers => { it: "Risposte del cliente", en: "The customer's answers" },
        NotUsedTitle => { it: "Risposte non più usate", en: "Answers no longer used" },
        NotUsedHelp => {
            it: "Le loro domande non servono più: niente si basa su queste risposte. Se il percorso ci torna, valgono di nuovo.",
            en: "Their questions are not needed any more: nothing rests on these answers. If the checklist comes back to them, they count again.",
        },
        NotUsed => { it: "(non più usata)", en: "(no longer used)" },
        NotAsked => { it: "Non lo abbiamo chiesto, perché lo abbiamo misurato", en: "Not asked, because we measured it" },
        SeeDifferently => { it: "Per me non è così", en: "I see it differently" },
        SeeDifferentlyOf => { it: "Per me non è così: {question}", en: "I see it differently: {question}" },
        NoLongerNeeded => {
            it: "Con la nuova risposta queste non servono più, e non le usiamo:",
            en: "With the new answer these are no longer needed, and not used:",
        },
        UsedAgain => { it: "Queste risposte di prima valgono di nuovo:", en: "These earlier answers count again:" },
        MovedElsewhere => {
            it: "Il percorso è andato avanti in un'altra scheda: ora siamo qui.",
            en: "The checklist has moved on in another tab: this is where it stands now.",
        },
        NewerTitle => { it: "C'è una versione più recente di questo percorso.", en: "There is a newer version of this checklist." },
        NewerAsks => {
            it: "Se la usa, tiene le Sue risposte. Le chiediamo solo:",
            en: "If you use it, your answers are kept. We only ask:",
        },
        NewerAsksNothing => {
            it: "Se la usa, tiene tutte le Sue risposte. Altrimenti continua con questa fino alla fine.",
            en: "If you use it, all your answers are kept. Otherwise this one carries you to the end.",
        },
        NewerTake => { it: "Usa la versione più recente", en: "Use the newer version" },
        StepNumber => { it: "Passo {number}", en: "Step {number}" },
        AheadNone => { it: "è l'ultima domanda", en: "this is the last question" },
        AheadOne => { it: "poi ancora una domanda", en: "then one more question" },
        AheadAtMostOne => { it: "poi forse ancora una domanda", en: "then perhaps one more question" },
        AheadAtMost => { it: "poi al massimo {most} domande", en: "then {most} more questions at most" },
        AheadExactly => { it: "poi ancora {most} domande", en: "then {most} more questions" },
        AheadRange => { it: "poi ancora da {fewest} a {most} domande", en: "then {fewest} to {most} more questions" },

        ContactSupport => { it: "Contatta l'assistenza", en: "Contact support" },
        SupportShort => { it: "Assistenza", en: "Support" },
        CallAt => { it: "Telefono: {phone}", en: "Telephone: {phone}" },
        SupportPage => { it: "Pagina di assistenza", en: "Support page" },

        ChecksStarted => { it: "Controlli avviati.", en: "Checks started." },
        ChecksRunning => { it: "Controlli in corso", en: "Checks running" },
        ChecksDone => { it: "{done} di {total}.", en: "{done} of {total}." },
        WaitFor => { it: "Aspettiamo {host}, ancora {seconds} s al massimo.", en: "Waiting for {host}, {seconds} s more at most." },
        WaitLonger => { it: "Aspettiamo {host}: ci vuole più del previsto.", en: "Waiting for {host}: it takes longer than foreseen." },
        WaitDns => { it: "il DNS di {domain}", en: "the DNS of {domain}" },
        WaitOwn => { it: "la prova dei nostri strumenti", en: "a test of our own tools" },
        WaitNothing => { it: "Ci prepariamo alle prove.", en: "Getting ready." },
        ChecksEnded => { it: "Controlli terminati", en: "Checks finished" },
        ChecksStopped => { it: "Controlli interrotti. I risultati già arrivati restano.", en: "Checks stopped. The results so far stay." },
        ChecksInterrupted => {
            it: "Il nostro server si è riavviato durante i controlli. Può ripeterli.",
            en: "Our server restarted during the checks. You can run them again.",
        },
        ChecksWaiting => { it: "I controlli stanno per partire.", en: "The checks are about to start." },
        RunAgain => { it: "Ripeti i controlli", en: "Run the checks again" },
        Stop => { it: "Interrompi", en: "Stop" },
        CountProblems => { it: "problemi: {count}", en: "problems: {count}" },
        CountWarnings => { it: "con un rischio: {count}", en: "with a risk: {count}" },
        CountOk => { it: "funzionano: {count}", en: "working: {count}" },
        CountUnjudged => { it: "non verificabili da qui: {count}", en: "not checkable from here: {count}" },
        ProblemsFound => { it: "Non funziona: {checks}", en: "Not working: {checks}" },
        UnjudgedMeans => {
            it: "Non abbiamo potuto provarlo dal nostro server. Non vuol dire che il problema sia Suo.",
            en: "We could not try it from our server. That does not mean that the trouble is yours.",
        },
        TheirUnjudgedMeans => {
            it: "Non abbiamo potuto provarlo dal nostro server. Non vuol dire che il problema sia del cliente.",
            en: "We could not try it from our server. That does not mean that the trouble is the customer's.",
        },
        SkippedMeans => { it: "Non c'era nulla da provare.", en: "There was nothing to try." },
        CancelledMeans => { it: "Lo ha interrotto Lei, quindi non c'è un esito.", en: "You stopped it, so there is no result." },
        TheirCancelledMeans => { it: "Lo ha interrotto il cliente, quindi non c'è un esito.", en: "The customer stopped it, so there is no result." },
        DetailsOf => { it: "Dettagli: {check}", en: "Details: {check}" },
        TechnicalDetails => { it: "Dettagli tecnici", en: "Technical details" },
        CopyDetails => { it: "Copia i dettagli", en: "Copy the details" },
        Measured => { it: "Che cosa abbiamo misurato", en: "What we measured" },
        Took => { it: "{ms} ms", en: "{ms} ms" },
        TookSeconds => { it: "{seconds},{tenths} s", en: "{seconds}.{tenths} s" },
        StagePassed => { it: "riuscito", en: "passed" },
        StageFailed => { it: "non riuscito: {cause}", en: "failed: {cause}" },
        StageSkipped => { it: "non eseguito", en: "not run" },
        StageRunning => { it: "in corso", en: "running" },

        WayTitle => { it: "La strada della Sua posta", en: "The way of your mail" },
        WayYou => { it: "Il Suo dispositivo", en: "Your device" },
        WayNetwork => { it: "La Sua rete", en: "Your network" },
        WayWebmail => { it: "Webmail", en: "Webmail" },
        WayReading => { it: "Lettura (IMAP)", en: "Reading (IMAP)" },
        WaySending => { it: "Invio (SMTP)", en: "Sending (SMTP)" },
        WayReceives => { it: "Ricevere", en: "Receiving" },
        WayReads => { it: "Leggere e inviare", en: "Reading and sending" },
        WaySender => { it: "Chi Le scrive", en: "Who writes to you" },
        WayDns => { it: "DNS del dominio", en: "Domain's DNS" },
        WayServers => { it: "Server che riceve", en: "Server that takes mail" },
        WayMailbox => { it: "La Sua casella", en: "Your mailbox" },
        WayNotMeasured => { it: "Non misurato", en: "Not measured" },
        WayReachesUs => { it: "Ci raggiunge", en: "Reaches us" },
        WayFromDevice => { it: "dal Suo dispositivo", en: "from your device" },
        WayFromServer => { it: "dal nostro server", en: "from our server" },
        TheirWayTitle => { it: "La strada della posta", en: "The way of the mail" },
        TheirWayDevice => { it: "Dispositivo del cliente", en: "The customer's device" },
        TheirWayNetwork => { it: "Rete del cliente", en: "The customer's network" },
        TheirWaySender => { it: "Chi scrive al cliente", en: "Who writes to the customer" },
        TheirWayMailbox => { it: "Casella del cliente", en: "The customer's mailbox" },
        TheirWayFromDevice => { it: "dal dispositivo del cliente", en: "from the customer's device" },
        WayItem => { it: "{name}: {state}", en: "{name}: {state}" },

        DoThis => { it: "Che cosa fare", en: "What to do" },
        Why => { it: "Perché", en: "Why" },
        WhoseJob => { it: "Il rimedio: {owner}.", en: "The fix: {owner}." },
        HowSure => { it: "Quanto è sicuro: {confidence}.", en: "How sure this is: {confidence}." },
        HowToVerify => { it: "Come capire se ha funzionato", en: "How to see that it worked" },
        CheckAgain => { it: "Controlla di nuovo", en: "Check again" },
        RestsOn => { it: "Da che cosa lo deduciamo", en: "What this rests on" },
        RestsOnAnswer => { it: "Dalle risposte: {question} {answer}", en: "From the answers: {question} {answer}" },
        OtherFindings => { it: "Che altro abbiamo notato", en: "What else we noticed" },
        DidNotHelp => { it: "Non ha risolto? Ne parli con l'assistenza", en: "That did not help? Talk to support" },
        CheckedAgainSame => { it: "Ricontrollato alle {time}: l'esito non è cambiato.", en: "Checked again at {time}: the outcome has not changed." },
        CheckedAgainChanged => { it: "Ricontrollato alle {time}: l'esito è cambiato.", en: "Checked again at {time}: the outcome has changed." },
        BeforeAfter => { it: "{check}: prima «{before}», ora «{after}»", en: "{check}: before “{before}”, now “{after}”" },
        NewOutcome => {
            it: "C'è un nuovo esito. Quello che vede è rimasto com'era.",
            en: "There is a new outcome. What you see is left as it was.",
        },
        SeeOutcome => { it: "Vedi il risultato", en: "See the result" },
        SeeNewOutcome => { it: "Vedi il nuovo esito", en: "See the new outcome" },

        SupportFormHelp => {
            it: "Nulla di questo è obbligatorio: scriva quello che sa, il resto lo alleghiamo noi.",
            en: "None of this is required: write what you know, we attach the rest.",
        },
        SupportDirect => { it: "Vuole una persona subito?", en: "Would you like a person right away?" },
        ReviewTitle => { it: "Controlli che cosa invia", en: "Check what you are sending" },
        ReviewHelp => {
            it: "Parte solo quello che resta selezionato, anche nei file che scarica. Può modificare ogni riga. Chi ha un collegamento condiviso vede invece tutta la verifica.",
            en: "Only what stays selected is sent, in the files that you download as well. You can change each line. Whoever has a shared link sees the whole check-up all the same.",
        },
        GroupSummary => { it: "In breve", en: "In short" },
        GroupAnswers => { it: "Quello che ha detto Lei", en: "What you said" },
        GroupMeasured => { it: "Quello che abbiamo misurato", en: "What we measured" },
        LineIncluded => { it: "Invia questa riga", en: "Send this line" },
        MissingTitle => { it: "Non indicato (può inviare lo stesso)", en: "Not provided (you can send all the same)" },
        SendToSupport => { it: "Invia a {provider}", en: "Send to {provider}" },
        NoEmailChannel => {
            it: "Da questa pagina non è possibile inviare la richiesta. La copi o la scarichi, e la mandi a {provider}.",
            en: "This page cannot send the request. Copy or download it, and hand it to {provider}.",
        },
        CopyTicket => { it: "Copia la richiesta", en: "Copy the request" },
        Copied => { it: "Copiato.", en: "Copied." },
        CopyByHand => {
            it: "Il browser non permette di copiare da qui: il testo è già selezionato, prema Ctrl+C (o ⌘C).",
            en: "The browser does not allow copying from here: the text is selected already, press Ctrl+C (or ⌘C).",
        },
        DownloadHtml => { it: "Scarica il resoconto (HTML)", en: "Download the report (HTML)" },
        DownloadJson => { it: "Scarica i dati (JSON)", en: "Download the data (JSON)" },
        DownloadZip => { it: "Scarica tutto in un archivio", en: "Download everything in one archive" },
        MaskAddresses => { it: "Nascondere i nomi negli indirizzi", en: "Hide the names in addresses" },
        MaskAddressesHelp => {
            it: "In ciò che invia o scarica, mario@esempio.it diventa masked-1@esempio.it. L'assistenza non vede più di quale casella si tratta, e non riceve i Suoi file.",
            en: "In what you send or download, mario@example.com becomes masked-1@example.com. Support no longer sees which mailbox it is, and does not get your files.",
        },
        DownloadByHand => {
            it: "Se non compare alcun file, il browser lo impedisce in questa pagina: copi il testo da qui.",
            en: "If no file appears, the browser prevents it on this page: copy the text from here.",
        },
        SentTitle => { it: "Richiesta {reference}", en: "Request {reference}" },
        SentNext => {
            it: "{provider} ha tutto quello che serve. Tenga il numero di riferimento: vale anche al telefono.",
            en: "{provider} has all that is needed. Keep the reference: it is good on the telephone, too.",
        },
        SentDelivering => { it: "La stiamo consegnando.", en: "It is being delivered." },
        SentDelivered => { it: "Consegnata al server di posta dell'assistenza.", en: "Delivered to support's mail server." },
        SentWillRetry => { it: "È salvata, ma non è ancora partita: riproviamo da soli.", en: "It is saved but has not gone out yet: we try again by ourselves." },
        SentFailed => {
            it: "Il server dell'assistenza l'ha rifiutata. Usi il telefono, oppure la copi o la scarichi qui sotto.",
            en: "Support's server has refused it. Use the telephone, or copy or download it below.",
        },
        BackToChecklist => { it: "Torna al percorso", en: "Back to the checklist" },

        Share => { it: "Mostra all'assistenza", en: "Share with support" },
        ShareWhat => {
            it: "Chi apre il collegamento vede l'indirizzo, le Sue risposte e i risultati, in diretta e per 24 ore. Vede anche quello che omette da una richiesta. Non può cambiare nulla.",
            en: "Whoever opens the link sees the address, your answers and the results, live and for 24 hours. They also see what you leave out of a request. They cannot change anything.",
        },
        ShareCreate => { it: "Crea il collegamento", en: "Create the link" },
        ShareLink => { it: "Collegamento da dare all'assistenza", en: "Link to give to support" },
        ShareOnce => {
            it: "Lo copi ora: per sicurezza non lo mostriamo una seconda volta.",
            en: "Copy it now: for safety it is not shown a second time.",
        },
        ShareUntil => { it: "Scadenza: {when}.", en: "Good until {when}." },
        Copy => { it: "Copia", en: "Copy" },
        StopSharing => { it: "Interrompi la condivisione", en: "Stop sharing" },
        IsWatching => {
            it: "{name} sta guardando dalle {time}, con il collegamento condiviso",
            en: "{name} is watching since {time}, by the shared link",
        },
        SharedNow => { it: "Condiviso con un collegamento", en: "Shared by a link" },

        YourData => { it: "I Suoi dati", en: "Your data" },
        ErasedOn => { it: "Questa verifica si cancella da sola il {date}.", en: "This check-up erases itself on {date}." },
        EraseNow => { it: "Cancella tutto adesso", en: "Erase everything now" },
        EraseSure => {
            it: "Risposte, risultati e collegamenti spariscono subito, anche per l'assistenza.",
            en: "Answers, results and links go at once, for support as well.",
        },
        EraseYes => { it: "Sì, cancella", en: "Yes, erase" },
        EraseNo => { it: "No, tieni", en: "No, keep" },
        ErasedTitle => { it: "Questa verifica è stata cancellata", en: "This check-up was erased" },
        ErasedHelp => { it: "Non conserviamo più nulla. Può iniziarne una nuova.", en: "We keep nothing of it. You can start a new one." },
        NoSessionTitle => { it: "Qui non c'è nessuna verifica", en: "There is no check-up here" },
        NoSessionHelp => {
            it: "Forse è stata cancellata, o forse il collegamento non è quello giusto: da qui non possiamo distinguerlo. Lo controlli, o ne inizi una nuova.",
            en: "Perhaps it was erased, or perhaps the link is not the right one: we cannot tell from here. Check the link, or start a new one.",
        },
        KeepLink => {
            it: "Per tornare qui più tardi salvi questa pagina nei preferiti.",
            en: "Bookmark this page to come back to it later.",
        },

        LinkLive => { it: "Collegato", en: "Connected" },
        LinkConnecting => { it: "Ci colleghiamo…", en: "Connecting…" },
        LinkReconnecting => { it: "Collegamento perso: ci ricolleghiamo. Non va perso nulla.", en: "Connection lost: reconnecting. Nothing is lost." },
        LinkPolling => { it: "La rete non permette gli aggiornamenti continui: chiediamo noi ogni 2 secondi.", en: "The network does not allow live updates: we ask every 2 seconds." },
        LinkPaused => { it: "In pausa finché la pagina è nascosta.", en: "Paused while the page is hidden." },

        WatchTitle => { it: "Vista dell'assistenza", en: "Support's view" },
        WatchReadOnly => {
            it: "Da qui si può soltanto leggere. Scriva il Suo nome: il cliente lo vede, e la verifica si apre.",
            en: "You can only read here. Write your name: the customer sees it, and the check-up opens.",
        },
        WatchName => { it: "Il Suo nome, come lo vede il cliente", en: "Your name, as the customer sees it" },
        WatchHere => { it: "Sono qui", en: "I am here" },
        WatchJoined => { it: "Il cliente vede che {name} sta guardando.", en: "The customer sees that {name} is watching." },
        WatchLeave => { it: "Ho finito", en: "I am done" },
        WatchEndedTitle => { it: "La condivisione è terminata", en: "Sharing has ended" },
        WatchEndedHelp => {
            it: "Il cliente l'ha interrotta o ha cancellato la verifica, oppure il collegamento è scaduto. Ne chieda uno nuovo.",
            en: "The customer has ended it or erased the check-up, or the link has run out. Ask for a new one.",
        },
        WatchNoSessionHelp => {
            it: "Forse è stata cancellata, o forse il collegamento non è quello giusto: da qui non possiamo distinguerlo. Ne chieda uno nuovo al cliente.",
            en: "Perhaps it was erased, or perhaps the link is not the right one: we cannot tell from here. Ask the customer for a new one.",
        },
        WatchNoAccessTitle => { it: "Questo collegamento non apre nessuna verifica", en: "This link opens no check-up" },
        WatchNow => { it: "A che punto è", en: "Where it stands" },
        WatchSoFar => { it: "Finora: il percorso non è ancora finito", en: "So far: the checklist is not at its end yet" },
        WatchTold => {
            it: "I testi qui sotto li legge il cliente: quando dicono «Lei» parlano del cliente.",
            en: "The texts below are what the customer reads: “you” is the customer.",
        },
        WatchLog => { it: "Che cosa è successo", en: "What has happened" },
        WatchNew => { it: "nuovo", en: "new" },
        WatchAnswered => { it: "Risposta", en: "Answer" },
        WatchChecked => { it: "Controlli", en: "Checks" },
        WatchTicket => { it: "Richiesta inviata", en: "Request sent" },
        WatchNoAnswers => { it: "Ancora nessuna risposta.", en: "No answers yet." },

        ProblemUnreachable => {
            it: "Da questo dispositivo non raggiungiamo il nostro server. Controlli il collegamento a Internet: le risposte già date sono al sicuro.",
            en: "This device does not reach our server. Check its Internet connection: the answers given so far are safe.",
        },
        ProblemNotUnderstood => {
            it: "Ha risposto qualcun altro al posto del nostro server: spesso è la pagina di accesso di una rete Wi-Fi. La apra e poi riprovi.",
            en: "Somebody else answered in our server's place: often the sign-in page of a Wi-Fi network. Open it, then try again.",
        },
        ProblemPartMissing => {
            it: "Una parte di questa pagina non è arrivata. Controlli il collegamento e riprovi; se non basta, ricarichi la pagina: le risposte già date sono al sicuro.",
            en: "A part of this page did not arrive. Check the connection and try again; if that is not enough, reload the page: the answers given so far are safe.",
        },
        ProblemServer => { it: "Il nostro server ha avuto un guasto. Riprovi fra un minuto.", en: "Our server has had a fault. Try again in a minute." },
        ProblemTooMany => {
            it: "Troppe richieste in poco tempo da questa rete. Riprovi fra {seconds} secondi.",
            en: "Too many requests in a short time from this network. Try again in {seconds} seconds.",
        },
        ProblemGone => {
            it: "Questa verifica non c'è: è stata cancellata, oppure il collegamento non è quello giusto.",
            en: "This check-up is not there: it was erased, or the link is not the right one.",
        },
        ProblemNoAccess => {
            it: "Il collegamento non apre questa verifica. Forse è stato copiato solo in parte: serve anche quello che sta dopo il segno #.",
            en: "The link does not open this check-up. Perhaps it was copied in part only: what stands after the # sign is needed, too.",
        },
        ProblemStale => { it: "Nel frattempo il percorso è cambiato: ora mostriamo il punto giusto.", en: "The checklist has changed in the meantime: the right place is shown now." },
        ProblemRunning => { it: "I controlli sono già in corso.", en: "The checks are running already." },
        ProblemTooManyRuns => {
            it: "In questa verifica i controlli sono già stati ripetuti molte volte. Contatti l'assistenza o ne inizi una nuova.",
            en: "The checks were repeated many times in this check-up. Contact support or start a new one.",
        },
        ProblemSessionFull => {
            it: "Questa verifica è già molto lunga e non accetta altre risposte. Contatti l'assistenza o ne inizi una nuova.",
            en: "This check-up is very long already and takes no more answers. Contact support or start a new one.",
        },
        ProblemTooManyJoins => {
            it: "Questo collegamento è stato usato troppe volte. Ne chieda uno nuovo al cliente.",
            en: "This link was used too many times. Ask the customer for a new one.",
        },
        ProblemTooManyTickets => {
            it: "Da questa verifica sono già partite molte richieste all'assistenza. Telefoni all'assistenza o inizi una nuova verifica.",
            en: "Many requests to support were sent from this check-up already. Call support or start a new check-up.",
        },
        ProblemAnswer => { it: "Il server non ha accettato la risposta. La scelga di nuovo.", en: "The server did not take the answer. Choose it again." },
        PageBroke => {
            it: "Questa pagina si è fermata. La ricarichi: le risposte sono al sicuro sul server.",
            en: "This page has stopped. Reload it: the answers are safe on the server.",
        },
    }
}

/// How to correct an address.
#[must_use]
pub fn address_problem(lang: Lang, problem: &AddressProblem) -> String {
    let pick = |it: &'static str, en: &'static str| match lang {
        Lang::It => it,
        Lang::En => en,
    };
    let fixed = match problem {
        AddressProblem::Empty => pick(
            "Scriva un indirizzo, per esempio anna@azienda.it.",
            "Write an address, such as anna@company.com.",
        ),
        AddressProblem::NoAt => pick(
            "Manca la chiocciola (@). Scriva l'indirizzo per intero, per esempio anna@azienda.it.",
            "The @ is missing. Write the whole address, such as anna@company.com.",
        ),
        AddressProblem::NoLocalPart => pick(
            "Scriva anche la parte prima della chiocciola (@).",
            "Write the part before the @ as well.",
        ),
        AddressProblem::SeveralAddresses => pick(
            "C'è più di un indirizzo: ne lasci uno solo.",
            "There is more than one address: leave just one.",
        ),
        AddressProblem::TooLong => pick(
            "È più lungo di un indirizzo: lasci solo l'indirizzo.",
            "This is longer than an address: leave the address only.",
        ),
        AddressProblem::BadCharacter(character) => {
            let template = pick(
                "Prima della chiocciola c'è «{character}», che in un indirizzo non può stare: lo tolga.",
                "Before the @ stands “{character}”, which no address has: remove it.",
            );
            return fill(template, &[("character", &character.escape_debug().to_string())]);
        }
        AddressProblem::Domain(problem) => return domain_problem(lang, problem),
    };
    fixed.to_owned()
}

/// How to correct a domain.
#[must_use]
pub fn domain_problem(lang: Lang, problem: &DomainProblem) -> String {
    let pick = |it: &'static str, en: &'static str| match lang {
        Lang::It => it,
        Lang::En => en,
    };
    let fixed = match problem {
        DomainProblem::Empty => pick(
            "Scriva anche il dominio, cioè la parte dopo la chiocciola.",
            "Write the domain, too: the part after the @.",
        ),
        DomainProblem::SingleLabel => pick(
            "Il dominio è a metà: aggiunga la fine, per esempio .it o .com.",
            "The domain is cut short: add its ending, such as .it or .com.",
        ),
        DomainProblem::IpLiteral => pick(
            "Questo è un indirizzo di rete: scriva il nome del dominio.",
            "This is a network address: write the domain's name.",
        ),
        DomainProblem::EmptyLabel => pick(
            "Nel dominio ci sono due punti di fila: ne tolga uno.",
            "The domain has two dots in a row: remove one.",
        ),
        DomainProblem::TooLong => pick(
            "Il dominio è più lungo del possibile: lo ricontrolli.",
            "The domain is longer than any can be: check it.",
        ),
        DomainProblem::BadCharacter(character) => {
            let template = pick(
                "Nel dominio c'è «{character}», che in un dominio non può stare: lo tolga.",
                "The domain has “{character}”, which no domain has: remove it.",
            );
            return fill(template, &[("character", &character.escape_debug().to_string())]);
        }
        DomainProblem::NumericEnding => pick(
            "Un dominio non finisce con un numero: lo ricontrolli.",
            "No domain ends in a number: check it.",
        ),
        DomainProblem::PrivateName => pick(
            "È un nome della Sua rete interna, da fuori non si vede: scriva il dominio dell'indirizzo.",
            "That is a name of your own network, not seen from outside: write the domain of the address.",
        ),
    };
    fixed.to_owned()
}

/// What was changed to make an address valid.
#[must_use]
pub const fn address_change(lang: Lang, change: Change) -> &'static str {
    match (change, lang) {
        (Change::SpacesDropped, Lang::It) => "senza gli spazi",
        (Change::SpacesDropped, Lang::En) => "without the spaces",
        (Change::MailtoDropped, Lang::It) => "senza «mailto:»",
        (Change::MailtoDropped, Lang::En) => "without “mailto:”",
        (Change::BracketsDropped, Lang::It) => "senza il nome e le parentesi",
        (Change::BracketsDropped, Lang::En) => "without the name and the brackets",
        (Change::LowerCased, Lang::It) => "con il dominio in minuscolo",
        (Change::LowerCased, Lang::En) => "with the domain in lower case",
        (Change::TrailingDotDropped, Lang::It) => "senza il punto finale",
        (Change::TrailingDotDropped, Lang::En) => "without the dot at the end",
        (Change::Internationalised, Lang::It) => "con il dominio scritto per il DNS",
        (Change::Internationalised, Lang::En) => "with the domain written for the DNS",
        (Change::FoundInText, Lang::It) => "preso dal testo incollato",
        (Change::FoundInText, Lang::En) => "taken from the pasted text",
    }
}

/// How many questions may follow this one.
#[must_use]
pub fn ahead(lang: Lang, questions: &std::ops::RangeInclusive<usize>) -> String {
    let (fewest, most) = (*questions.start(), *questions.end());
    let text = match (fewest, most) {
        (_, 0) => UiText::AheadNone,
        (1, 1) => UiText::AheadOne,
        (0, 1) => UiText::AheadAtMostOne,
        (0, _) => UiText::AheadAtMost,
        _ if fewest == most => UiText::AheadExactly,
        _ => UiText::AheadRange,
    };
    fill(text.get(lang), &[("fewest", &fewest.to_string()), ("most", &most.to_string())])
}
