//! Tests of causes by kind: a cause about sending does not explain a missing message, and a cause
//! about a mail program is not shown to a customer who uses none.

use super::super::{CauseCode, Known, Said, rank};
use crate::playbook::{Complaint, Meaning};

#[test]
fn what_is_about_sending_explains_no_message_to_the_customer() {
    for &cause in CauseCode::ALL.iter().filter(|cause| cause.is_about_sending()) {
        for complaint in [Complaint::NothingArrives, Complaint::OneMissing, Complaint::InJunk] {
            assert!(!cause.explains().contains(&complaint), "{cause:?} {complaint:?}");
        }
    }
}

/// For every other answer and every complaint.
#[test]
fn who_uses_the_webmail_only_is_told_of_no_mail_program() {
    let said = |means: Meaning| Said { step: means.as_str().into(), means };
    let mut would_be = 0;
    for &means in Meaning::ALL {
        for &complaint in Complaint::ALL {
            let concluded = |said: Vec<Said>| {
                rank(&Known { complaint: Some(complaint), said, ..Known::default() })
            };
            let is_of_program =
                |said| concluded(said).iter().any(|conclusion| conclusion.cause.needs_a_program());
            would_be += usize::from(is_of_program(vec![said(means)]));
            assert!(
                !is_of_program(vec![said(Meaning::UsesOnlyWebmail), said(means)]),
                "{means:?} {complaint:?}"
            );
        }
    }
    assert!(would_be > 20, "{would_be}");
}
