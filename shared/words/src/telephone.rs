//! A telephone number as a link that a phone can dial.

/// The `tel:` URI (RFC 3966) of a telephone number in readable form: digits and a leading plus.
#[must_use]
pub fn telephone_link(phone: &str) -> String {
    let plus = if phone.trim_start().starts_with('+') { "+" } else { "" };
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    format!("tel:{plus}{digits}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(phone: &str, expected: &str) {
        assert_eq!(telephone_link(phone), expected);
    }

    #[test]
    fn a_spoken_number_can_be_dialled() {
        check("800 034125", "tel:800034125");
        check("+39 0571/123-45", "tel:+39057112345");
        check(" +44 (20) 7946 0958", "tel:+442079460958");
    }
}
