//! What the address bar says: the page, the session and the settings. Four pages need no router.
//!
//! It is given the three parts of an address and returns what they mean. A capability is in the
//! fragment only, which browsers do not send to servers. Must never touch the browser.

use terms::Lang;

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    /// The start page.
    Start,
    /// A session, for its customer.
    Session(String),
    /// A session, for the holder of a watch link.
    Watch(String),
    /// No page of ours.
    NotFound,
}

/// The theme that the surrounding page asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the device is set.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The address of a page, as the address bar shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageAddress {
    /// The page.
    pub(crate) page: Page,
    /// Whether it is shown inside another site's page.
    pub(crate) is_embed: bool,
    /// The playbook asked for.
    pub(crate) playbook: Option<String>,
    /// The language asked for.
    pub(crate) lang: Option<Lang>,
    /// The theme asked for.
    pub(crate) theme: Theme,
    /// The origin of the surrounding page, as the address states it.
    pub(crate) host: Option<String>,
    /// An address to fill into the form.
    pub(crate) email: Option<String>,
    /// The capability.
    pub(crate) token: Option<String>,
    /// The step to show; without it, the last one of the path.
    pub(crate) step: Option<String>,
}

impl Theme {
    /// Reads `light` or `dark`; any other name means the device's setting.
    #[must_use]
    pub(crate) fn from_name(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }

    /// The theme of an embed: light unless stated, because an embed cannot know the theme of the
    /// page around it, and most are light.
    #[must_use]
    pub(crate) fn in_frame(self) -> Self {
        if self == Self::Auto { Self::Light } else { self }
    }
}

impl PageAddress {
    /// Reads `/s/17`, `?lang=it` and `#k=…`.
    #[must_use]
    pub(crate) fn read(path: &str, query: &str, fragment: &str) -> Self {
        let asked = |name: &str| value_of(query.trim_start_matches('?'), name);
        let kept = |name: &str| value_of(fragment.trim_start_matches('#'), name);
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let (first, second, rest) = (parts.next(), parts.next(), parts.next());
        let is_embed = first == Some("embed");
        let page = match (first, second, rest) {
            (None | Some("index.html"), None, None) => Page::Start,
            // An embed keeps its path, so the session's id is in the fragment too.
            (Some("embed"), None, None) => kept("s").map_or(Page::Start, Page::Session),
            (Some("s"), Some(id), None) => Page::Session(id.to_owned()),
            (Some("watch"), Some(id), None) => Page::Watch(id.to_owned()),
            _ => Page::NotFound,
        };
        Self {
            page,
            is_embed,
            playbook: asked("playbook"),
            lang: asked("lang").and_then(|tag| Lang::from_tag(&tag)),
            theme: asked("theme").map_or(Theme::Auto, |name| Theme::from_name(&name)),
            host: asked("host"),
            email: kept("email"),
            token: kept("k"),
            step: kept("at"),
        }
    }

    /// The address of a session at one of its steps, without the origin.
    #[must_use]
    pub(crate) fn of_session(&self, id: &str, token: &str, step: Option<&str>) -> String {
        let at = step.map(|step| format!("&at={step}")).unwrap_or_default();
        if self.is_embed {
            format!("#s={id}&k={token}{at}")
        } else {
            format!("/s/{id}#k={token}{at}")
        }
    }

    /// The address of the start page with another playbook. In an embed, the theme and the host are
    /// kept.
    #[must_use]
    pub(crate) fn of_playbook(&self, playbook: &str, lang: Lang) -> String {
        let query = format!("?playbook={playbook}&lang={}", lang.tag());
        if !self.is_embed {
            return format!("/{query}");
        }
        let theme = if self.theme == Theme::Dark { "dark" } else { "light" };
        // An origin needs no escape. It comes last because the first value of a name counts: it
        // cannot override the others.
        let host = self.host.as_ref().map(|host| format!("&host={host}")).unwrap_or_default();
        format!("/embed{query}&theme={theme}{host}")
    }
}

fn value_of(pairs: &str, wanted: &str) -> Option<String> {
    let mut pairs = pairs.split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.find(|(name, _)| *name == wanted).map(|(_, value)| decoded(value))?;
    Some(value).filter(|value| !value.is_empty())
}

/// Decodes percent-encoding. A plus sign stays a plus sign, because many addresses contain one.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = tail
            .get(..2)
            .filter(|_| first == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok());
        match hex.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: Page) {
        assert_eq!(PageAddress::read(path, "", "").page, expected, "{path}");
    }

    #[test]
    fn paths_are_pages() {
        check("/", Page::Start);
        check("/index.html", Page::Start);
        check("/embed", Page::Start);
        check("/s/a1", Page::Session("a1".to_owned()));
        check("/watch/a1/", Page::Watch("a1".to_owned()));
        check("/s", Page::NotFound);
        check("/s/a1/more", Page::NotFound);
        check("/admin", Page::NotFound);
    }

    #[test]
    fn the_fragment_holds_the_capability_and_the_query_does_not() {
        let read =
            PageAddress::read("/s/a1", "?k=leaked&lang=en-GB&playbook=seit", "#k=secret&at=scope");
        assert_eq!(read.token.as_deref(), Some("secret"));
        assert_eq!(read.step.as_deref(), Some("scope"));
        assert_eq!(read.lang, Some(Lang::En));
        assert_eq!(read.playbook.as_deref(), Some("seit"));
        assert_eq!(PageAddress::read("/s/a1", "?k=leaked", "").token, None);
    }

    #[test]
    fn an_address_arrives_as_it_was_written() {
        let email = |fragment: &str| PageAddress::read("/", "", fragment).email;
        assert_eq!(email("#email=anna%40bottega.test").as_deref(), Some("anna@bottega.test"));
        assert_eq!(
            email("#email=anna+ordini@caff%C3%A8.it").as_deref(),
            Some("anna+ordini@caffè.it")
        );
        assert_eq!(email("#email=100%"), Some("100%".to_owned()));
        assert_eq!(email("#email="), None);
    }

    #[test]
    fn a_session_in_a_frame_keeps_its_address_in_the_fragment() {
        let read = PageAddress::read("/embed", "?theme=dark", "");
        assert_eq!(read.theme, Theme::Dark);
        let address = read.of_session("a1", "secret", Some("scope"));
        assert_eq!(PageAddress::read("/embed", "", &address).page, Page::Session("a1".to_owned()));
        assert_eq!(
            PageAddress::read("/", "", "").of_session("a1", "secret", None),
            "/s/a1#k=secret"
        );
    }

    #[test]
    fn another_playbook_in_a_frame_keeps_what_the_page_around_has_said() {
        let read = PageAddress::read(
            "/embed",
            "?playbook=seit&theme=dark&host=https%3A%2F%2Faiuto.example.it",
            "",
        );
        let address = read.of_playbook("tweppy", Lang::En);
        assert_eq!(
            address,
            "/embed?playbook=tweppy&lang=en&theme=dark&host=https://aiuto.example.it"
        );
        let query = address.trim_start_matches("/embed");
        assert_eq!(PageAddress::read("/embed", query, "").host, read.host);
        assert_eq!(
            PageAddress::read("/", "?theme=dark", "").of_playbook("seit", Lang::It),
            "/?playbook=seit&lang=it"
        );
    }
}
