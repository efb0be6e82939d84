//! Fills values into a sentence.

/// Replaces each `{name}` of `template` by its value. An unknown name is left as it is, so that it
/// is noticed.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let known = after.split_once('}').and_then(|(name, tail)| {
            values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, tail))
        });
        match known {
            Some((value, tail)) => {
                filled.push_str(value);
                rest = tail;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// The same, but `None` if a value is missing or empty, so that there is no gap.
#[must_use]
pub fn fill_whole(template: &str, values: &[(&str, String)]) -> Option<String> {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}')?;
        let (_, value) =
            values.iter().find(|(known, value)| *known == name && !value.is_empty())?;
        filled.push_str(before);
        filled.push_str(value);
        rest = tail;
    }
    filled.push_str(rest);
    Some(filled)
}

#[cfg(test)]
mod tests {
    use super::{fill, fill_whole};

    #[track_caller]
    fn check(template: &str, expected: &str) {
        assert_eq!(fill(template, &[("domain", "bottega.test"), ("brace", "{domain}")]), expected);
    }

    #[test]
    fn values_go_where_their_names_stand() {
        check("mail.{domain} e {domain}", "mail.bottega.test e bottega.test");
        check("{unknown} {domain}", "{unknown} bottega.test");
        check("{brace}", "{domain}");
        check("a { b {domain", "a { b {domain");
        check("", "");
    }

    #[track_caller]
    fn check_whole(template: &str, expected: Option<&str>) {
        let values = [
            ("domain", "bottega.test".to_owned()),
            ("brace", "{domain}".to_owned()),
            ("host", String::new()),
        ];
        assert_eq!(fill_whole(template, &values).as_deref(), expected);
    }

    #[test]
    fn a_sentence_with_a_gap_is_none() {
        check_whole("", Some(""));
        check_whole("mail.{domain} e {domain}", Some("mail.bottega.test e bottega.test"));
        check_whole("{brace}", Some("{domain}"));
        check_whole("{host} di {domain}", None);
        check_whole("{unknown}", None);
        check_whole("a { b", None);
    }
}
