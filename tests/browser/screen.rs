//! The page as a customer uses it: one heading, some answers, a button.
//!
//! Elements are found by their meaning (`data-step`, `data-action`, option values), never by their
//! appearance.

use std::time::{Duration, Instant};

use thirtyfour::prelude::*;

use crate::chrome::Chrome;

/// The time limit for everything that has to appear.
const PATIENCE: Duration = Duration::from_secs(30);

impl Chrome {
    /// Waits until `script` returns a true value, and returns it.
    pub(crate) async fn until(&self, script: &str) -> serde_json::Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let value = self.run(script).await;
            if !matches!(value, serde_json::Value::Null | serde_json::Value::Bool(false)) {
                return value;
            }
            if Instant::now() > deadline {
                let text = self.run("return document.body.innerText").await;
                panic!("never true: {script}\n{}", text.as_str().unwrap_or_default());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits for a step, and checks what holds for each step: one heading, which the title repeats,
    /// and no horizontal scrolling.
    pub(crate) async fn arrive(&self, step: &str) {
        self.until(&format!("return !!document.querySelector('[data-step=\"{step}\"] h1')")).await;
        // Both conditions in one script, because the screen may still be changing.
        let told =
            "const headings = [...document.querySelectorAll('h1')].filter(h => h.offsetParent !== null).map(h => h.innerText.trim());
            return headings.length === 1 && !!headings[0] && document.title.startsWith(headings[0])";
        self.until(told).await;
        let overflow = self.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth").await;
        assert_eq!(overflow.as_i64(), Some(0), "{step}: scrolls sideways");
        assert_eq!(
            self.run("return document.documentElement.innerHTML.includes('{domain}')")
                .await
                .as_bool(),
            Some(false),
            "{step}: a raw variable"
        );
    }

    /// Waits for the verdict with this cause.
    pub(crate) async fn concluded(&self, cause: &str) {
        self.arrive("verdict").await;
        self.until(&format!(
            "return document.querySelector('[data-conclusion]').dataset.conclusion === '{cause}'"
        ))
        .await;
    }

    /// Waits for the end of the path: the ticket, or the verdict with this cause.
    pub(crate) async fn ends_at(&self, end: &str) {
        if end == "ticket" {
            self.arrive(end).await;
        } else {
            self.concluded(end).await;
        }
    }

    /// Waits until the checks have ended, on whatever step the page is then, and opens the
    /// measurements.
    pub(crate) async fn checked(&self) {
        let has_ended = "const step = document.querySelector('[data-step]')?.dataset.step;
            if (step === 'checks') return !!document.querySelector('[data-progress=ended]');
            return !!step && !['start', 'mailbox'].includes(step) && !!document.querySelector('details.measured')";
        self.until(has_ended).await;
        self.run(
            "document.querySelectorAll('details.measured').forEach(details => details.open = true)",
        )
        .await;
    }

    /// The step that is shown.
    pub(crate) async fn step(&self) -> String {
        self.run("return document.querySelector('[data-step]')?.dataset.step ?? ''")
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Presses the button for `action`.
    pub(crate) async fn press(&self, action: &str) {
        self.until(&format!(
            "const b = document.querySelector('[data-action=\"{action}\"]'); return !!b && !b.disabled && b.offsetParent !== null"
        ))
        .await;
        let button = self
            .driver
            .find(By::Css(format!("[data-action=\"{action}\"]")))
            .await
            .unwrap_or_else(|err| panic!("{action}: {err}"));
        button.scroll_into_view().await.expect("scrolls");
        button.click().await.unwrap_or_else(|err| panic!("{action}: {err}"));
    }

    /// Chooses an option and continues.
    pub(crate) async fn answer(&self, step: &str, option: &str) {
        self.arrive(step).await;
        let css = format!("[data-step=\"{step}\"] input[value=\"{option}\"]");
        let input =
            self.driver.find(By::Css(&css)).await.unwrap_or_else(|err| panic!("{css}: {err}"));
        input.scroll_into_view().await.expect("scrolls");
        self.run(&format!(
            "document.querySelector({}).click()",
            serde_json::Value::from(css.as_str())
        ))
        .await;
        self.press("continue").await;
    }

    /// Presses a key; the element with the focus gets it.
    pub(crate) async fn keys(&self, key: Key) {
        self.driver.action_chain().send_keys(key).perform().await.expect("a key");
    }

    /// Opens a watch link, and says who watches.
    pub(crate) async fn watch(&self, link: &str, name: &str) {
        self.driver.goto(link).await.expect("the link opens");
        self.join(name).await;
    }

    /// Says who watches, and waits for the session.
    pub(crate) async fn join(&self, name: &str) {
        self.until("return !!document.querySelector('[data-action=join]')").await;
        let field = self.driver.find(By::Css("[data-join-name]")).await.expect("a field");
        field.send_keys(name).await.expect("a name");
        self.keys(Key::Enter).await;
        self.until("return document.activeElement.dataset.action === 'leave'").await;
    }

    /// Presses Tab until the element that matches `css` has the focus.
    pub(crate) async fn tab_to(&self, css: &str) {
        for _ in 0..80 {
            if self
                .run(&format!(
                    "return document.activeElement.matches({})",
                    serde_json::Value::from(css)
                ))
                .await
                == true
            {
                return;
            }
            self.keys(Key::Tab).await;
        }
        panic!("the keyboard does not reach {css}");
    }

    /// Opens the start page and focuses its field, so that the application loads.
    pub(crate) async fn open_form(&self, address: &str) {
        self.driver.goto(address).await.expect("the page opens");
        self.touch().await;
    }

    /// Focuses the field of the static first page, also inside a frame, and waits for the
    /// application's own form.
    pub(crate) async fn touch(&self) {
        self.until("return [...document.querySelectorAll('input[type=email]')].some(field => field.offsetParent !== null)").await;
        let field = self
            .driver
            .find(By::Css("html[lang=it] #first-it, html[lang=en] #first-en"))
            .await
            .expect("a field");
        field.click().await.expect("a touch");
        self.until("return !!document.querySelector('[data-step=start] input[type=email]')").await;
    }

    /// Enters the address on the start page and continues.
    pub(crate) async fn begin(&self, url: &str, lang: &str, address: &str) {
        self.open_form(&format!("{url}/?playbook=seit&lang={lang}")).await;
        self.write_address(address).await;
        self.press("continue").await;
    }

    /// Enters the address into the application's form.
    pub(crate) async fn write_address(&self, address: &str) {
        let field = self
            .driver
            .find(By::Css("[data-step=start] input[type=email]"))
            .await
            .expect("a field for the address");
        field.clear().await.expect("an empty field");
        field.send_keys(address).await.expect("a written address");
    }

    /// Types into the field of an input.
    pub(crate) async fn write(&self, input: &str, text: &str) {
        self.until(&format!("return !!document.getElementById('field-{input}')")).await;
        let field = self
            .driver
            .find(By::Id(format!("field-{input}")))
            .await
            .unwrap_or_else(|err| panic!("{input}: {err}"));
        field.scroll_into_view().await.expect("scrolls");
        field.clear().await.expect("an empty field");
        field.send_keys(text).await.expect("a written text");
    }

    /// Presses *Change* beside the answer to a step.
    pub(crate) async fn change(&self, step: &str) {
        self.run("document.querySelectorAll('details[data-answers]').forEach(details => details.open = true)").await;
        let css = format!("#answer-{step} [data-action=change]");
        let button =
            self.driver.find(By::Css(&css)).await.unwrap_or_else(|err| panic!("{css}: {err}"));
        button.scroll_into_view().await.expect("scrolls");
        button.click().await.unwrap_or_else(|err| panic!("{css}: {err}"));
        self.arrive(step).await;
    }

    /// Fetches one of the session's documents with the customer's capability.
    async fn document(&self, path: &str) -> serde_json::Value {
        let script = "const done = arguments[arguments.length - 1];
            const id = location.pathname.split('/').pop(), key = new URLSearchParams(location.hash.slice(1)).get('k');
            fetch(`/api/v1/sessions/${id}/${arguments[0]}`, { headers: { authorization: `Bearer ${key}` } })
                .then(answer => answer.json()).then(done).catch(error => done(String(error)));";
        let result =
            self.driver.execute_async(script, vec![path.into()]).await.expect("the server answers");
        result.json().clone()
    }

    /// The session's report.
    pub(crate) async fn report(&self) -> serde_json::Value {
        self.document("report.json").await
    }

    /// How many runs of checks the session has.
    pub(crate) async fn runs(&self) -> usize {
        let log = self.document("events?after=0").await;
        let entries = log["entries"].as_array().expect("a log");
        entries.iter().filter(|entry| entry["event"].get("run_started").is_some()).count()
    }
}
