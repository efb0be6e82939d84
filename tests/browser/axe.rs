//! axe-core on the page in its present state: WCAG 2.2 A and AA, no violation allowed.

use crate::chrome::{Chrome, Look};

impl Chrome {
    /// Checks the page narrow and wide, light and dark, and saves a screenshot of each. Afterwards
    /// the window has the size of a phone.
    pub(crate) async fn look_at(&self, place: &str) {
        for (name, look) in [
            ("phone", Look::PHONE),
            ("desk", Look::DESK),
            ("dark", Look { is_dark: true, ..Look::DESK }),
        ] {
            self.look(look).await;
            self.fits(place).await;
            check(self, &format!("{place}, {name}")).await;
            self.picture(&format!("{place}-{name}")).await;
        }
        self.look(Look::PHONE).await;
    }

    /// Asserts that the page is not wider than the window; elements that scroll by themselves may
    /// be.
    async fn fits(&self, place: &str) {
        let wide = "const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.querySelectorAll('main *')].filter(element => element.getBoundingClientRect().right > width).map(element => element.outerHTML.slice(0, 90))";
        assert_eq!(self.run(wide).await, serde_json::json!([]), "{place}: scrolls sideways");
    }
}

/// Runs axe-core and fails with every violation that it reports.
pub(crate) async fn check(chrome: &Chrome, place: &str) {
    let path = std::env::var("SPORTELLO_AXE")
        .expect("SPORTELLO_AXE names axe.min.js: run `cargo xtask test`");
    let source = std::fs::read_to_string(&path).unwrap_or_else(|err| panic!("{path}: {err}"));
    chrome.run(&format!("if (!window.axe) {{ {source} }}")).await;
    let script = "const done = arguments[arguments.length - 1];
        axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
           .then(result => done(result.violations.map(violation => violation.id + ': ' + violation.help + '\\n  ' + violation.nodes.map(node => node.html + ' — ' + node.failureSummary).join('\\n  '))))
           .catch(error => done(['axe: ' + error]));";
    let result = chrome.driver.execute_async(script, Vec::new()).await.expect("axe runs");
    let violations: Vec<String> = result.convert().expect("a list of violations");
    assert!(violations.is_empty(), "{place}:\n{}", violations.join("\n"));
}
