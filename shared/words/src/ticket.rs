//! The texts of a ticket.

use super::{Lang, fill};

crate::texts! {
    /// The texts around the facts of a ticket.
    pub enum TicketText {
        Subject => { it: "Posta elettronica: problema con {subject}", en: "E-mail: trouble with {subject}" },
        SubjectUnnamed => { it: "Posta elettronica: richiesta di assistenza", en: "E-mail: request for help" },
        About => { it: "Di che cosa si tratta", en: "What it is about" },
        Outcome => { it: "Esito dei controlli", en: "Outcome of the checks" },
        NotConcluded => { it: "Il percorso non è ancora arrivato a una conclusione.", en: "The checklist has not reached a conclusion yet." },
        OtherCause => { it: "Altra causa possibile", en: "Other possible cause" },
        AlsoNoticed => { it: "Abbiamo notato anche", en: "Also noticed" },
        Measured => { it: "{check}: quando è stato misurato", en: "{check}: when it was measured" },
        TextCut => {
            it: "… mancano {count} caratteri: il testo intero è nella verifica del cliente",
            en: "… {count} characters are missing: the whole text is in the customer's check-up",
        },
        LinesCut => {
            it: "Altre {count} righe non stanno in questo messaggio: sono nella verifica del cliente.",
            en: "{count} further lines do not fit into this message: they are in the customer's check-up.",
        },
        LeftOut => { it: "Omesso dal cliente: {count}", en: "Left out by the customer: {count}" },
        File => { it: "File allegato", en: "File given" },
        NotProvided => { it: "non indicato", en: "not provided" },
    }
}

/// How many characters of a text are missing from a message.
#[must_use]
pub fn text_cut(lang: Lang, count: usize) -> String {
    fill(TicketText::TextCut.get(lang), &[("count", &count.to_string())])
}

/// How many lines of a ticket are missing from a message.
#[must_use]
pub fn lines_cut(lang: Lang, count: usize) -> String {
    fill(TicketText::LinesCut.get(lang), &[("count", &count.to_string())])
}

/// How many lines of a ticket the customer left out.
#[must_use]
pub fn left_out(lang: Lang, count: usize) -> String {
    fill(TicketText::LeftOut.get(lang), &[("count", &count.to_string())])
}
