//! Tests of every row of the data, every text form, and the limits.

mod cases;
mod fixtures;
mod hostile;
mod recipients;
mod recorded;
mod rows;
mod sides;
mod words;

use super::*;

#[test]
fn nothing_is_made_of_nothing() {
    for text in ["", "  \n ", "Ciao Anna, ci vediamo domani alle 15.50 da Piero.", "\u{0}\u{1}"] {
        assert_eq!(explain(text).items, [], "{text:?}");
    }
}
