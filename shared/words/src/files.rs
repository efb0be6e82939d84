//! The words of the files that a customer gives: screenshots and documents.

crate::texts! {
    /// The texts of the field for files.
    pub enum FileText {
        Choose => {
            it: "Una schermata dell'errore (facoltativa): la scelga, la incolli nel campo o la trascini qui.",
            en: "A screenshot of the error (optional): choose it, paste it into the field or drop it here.",
        },
        Help => {
            it: "Immagine, PDF o testo, fino a 4 MB in tutto. Parte subito verso il nostro server. Si cancella insieme alla verifica.",
            en: "An image, a PDF or a text, up to 4 MB in all. It goes to our server at once. It is erased with the check-up.",
        },
        Given => { it: "File dati", en: "Files given" },
        TakeBack => { it: "Togli {name}", en: "Take back {name}" },
        TooBig => { it: "Il file è troppo grande: tutti insieme sono al massimo 4 MB.", en: "The file is too big: all together have 4 MB at most." },
        OtherKind => {
            it: "Qui vanno bene immagini, documenti PDF e testi: questo file è altro.",
            en: "Images, PDF documents and texts can be taken here: this file is something else.",
        },
        TooMany => { it: "I file sono al massimo otto: ne tolga uno.", en: "There can be eight files: take one back." },
        Unreadable => { it: "Il browser non ha potuto leggere il file.", en: "The browser could not read the file." },
    }
}

/// A file with its kind and size; the same in each language.
#[must_use]
pub fn file_line(name: &str, kind: &str, bytes: u32) -> String {
    let (size, unit) = match bytes.div_ceil(1_000) {
        kilobytes @ ..1_000 => (kilobytes, "kB"),
        kilobytes => (kilobytes.div_ceil(1_000), "MB"),
    };
    format!("{name} ({}, {size} {unit})", kind.to_uppercase())
}
