//! Puts values into a sentence.

/// Replaces each `{name}` of `template` by its value; an unknown name stays as it is, so that it is seen.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let known =
            after.split_once('}').and_then(|(name, tail)| values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, tail)));
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

#[cfg(test)]
mod tests {
    use super::fill;

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
}
