//! What the picture of a playbook says to operators.

crate::texts! {
    /// The texts of the page and of the diagram.
    pub enum PictureText {
        Title => { it: "Il percorso di «{title}»", en: "The way through “{title}”" },
        Counts => { it: "{steps} passi e {ways} strade.", en: "{steps} steps and {ways} ways." },
        Version => { it: "Versione", en: "Version" },
        Picture => { it: "Disegno", en: "Picture" },
        ToList => { it: "Lo stesso a parole", en: "The same in words" },
        List => { it: "Tutti i passi", en: "All steps" },
        Start => { it: "qui si comincia", en: "it begins here" },
        Support => { it: "si raggiunge da ogni passo", en: "within reach of every step" },
        Otherwise => { it: "altrimenti", en: "otherwise" },
        Always => { it: "poi", en: "then" },
        Ask => { it: "domanda", en: "question" },
        Verify => { it: "prova a mano", en: "try by hand" },
        Collect => { it: "dati da scrivere", en: "something to write" },
        Check => { it: "verifiche del server", en: "checks by the server" },
        Advise => { it: "conclusione", en: "conclusion" },
        Look => { it: "sguardo nella casella, se il cliente vuole", en: "look into the mailbox, if the customer wishes" },
        Escalate => { it: "passaggio a una persona", en: "hand-over to a person" },
    }
}
