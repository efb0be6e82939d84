// The first page before the application: it shows the form, keeps what is typed, and loads the
// application when the form is first touched. Sessions and watched sessions load it at once. Knows
// nothing about mail.
const boot = document.getElementById("boot").dataset;
const root = document.documentElement;
const first = document.getElementById("first");
const asked = new URLSearchParams(location.search);
const isEmbed = location.pathname === "/embed";

// While a session is being opened here, the application waits, because it would open a second one.
let opening = Promise.resolve();
let isStarted = false;

let loading;
function load() {
  // Both are requested at once: the WebAssembly does not wait for its JavaScript.
  loading ??= Promise.all([import(boot.js), fetch(boot.wasm)])
    .then(async ([application, wasm]) => {
      for (let awaited; awaited !== opening;) await (awaited = opening);
      isStarted = true;
      await application.default({ module_or_path: wasm });
    })
    // On failure, the text for browsers without scripts is shown instead.
    .catch(() => root.classList.add("failed"));
}

function speak(lang) {
  root.lang = lang;
  for (const page of first.querySelectorAll("main")) page.hidden = page.lang !== lang;
  for (const button of first.querySelectorAll("[data-action=language]")) {
    button.setAttribute("aria-pressed", String(button.value === lang));
  }
}

// The language from the address, else the browser's, else Italian. The application uses the same
// order.
const known = (tag) => ["it", "en"].find((lang) => tag?.toLowerCase().split("-")[0] === lang);
root.classList.add("live");
speak(known(asked.get("lang")) ?? navigator.languages.map(known).find(Boolean) ?? "it");

// As in the application: an embed without a theme is light, because it cannot know the theme of the
// surrounding page.
function colour(theme) {
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else if (isEmbed) root.dataset.theme = "light";
}
colour(asked.get("theme"));

// A setting is written into the address, where the application finds it, now or after a reload.
function keep(name, wish) {
  asked.set(name, wish);
  try {
    history.replaceState(null, "", "?" + asked + location.hash);
  } catch {
    // A sandboxed frame may not change the address: the setting lasts until the application starts.
  }
}

function remembers() {
  try {
    return isEmbed && localStorage.getItem("sportello.session." + (asked.get("playbook") ?? "")) !== null;
  } catch {
    return false;
  }
}

const isFirst = ["/", "/index.html", "/embed"].includes(location.pathname) && !/[#&]s=/.test(location.hash) && !remembers();
// The server puts a form here; a page served by Trunk alone has none.
const fields = [...first.querySelectorAll("[data-input]")];
if (isFirst && fields.length > 0) {
  first.classList.add("open");
  const email = /[#&]email=([^&]*)/.exec(location.hash)?.[1];
  for (const field of fields) {
    try {
      if ("address" in field.dataset) field.value = decodeURIComponent(email ?? "");
    } catch {
      // Invalid percent-encoding: the person types the address.
    }
    // The forms of both languages hold the same text.
    field.addEventListener("input", () => {
      for (const other of fields) if (other.dataset.input === field.dataset.input) other.value = field.value;
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && field.localName === "input") begin();
    });
  }
  for (const touch of ["focusin", "pointerdown", "keydown"]) first.addEventListener(touch, load, { once: true });
  first.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.dataset.action === "continue") begin();
    if (button?.dataset.action === "language" && !("begun" in first.dataset)) {
      keep("lang", button.value);
      speak(button.value);
    }
  });
} else {
  if (!isFirst) fetchSessionPart();
  load();
}

// A session also needs its own part, which the application would request only once it runs.
function fetchSessionPart() {
  for (const file of boot.session.split(" ").filter(Boolean)) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: file });
    document.head.append(link);
  }
}

// The button was pressed before the application has loaded. With a plain address the session is
// opened here; for any other input the application continues by itself once it has loaded.
function begin() {
  if ("begun" in first.dataset) return;
  first.dataset.begun = "";
  for (const button of first.querySelectorAll("[data-action=continue]")) button.setAttribute("aria-disabled", "true");
  if (!isStarted) opening = open().catch(() => {});
  load();
}

const address = /^[\w.!#$%&'*+/=?^`{|}~-]+@([a-z0-9-]+\.)+[a-z]{2,}$/i;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function open() {
  const { chosen } = JSON.parse(document.getElementById("first-page").textContent);
  const [{ id, input }, ...others] = chosen.inputs;
  const written = fields.find((field) => field.dataset.input === id).value.trim();
  if (others.length > 0 || !["subject", "address"].includes(input.kind) || !address.test(written)) return;
  const answer = await post("", {}, { playbook: chosen.playbook, lang: root.lang, inputs: { [id]: { mailbox: written } } });
  if (!answer.ok) return;
  const session = await answer.json();
  const key = session.id + " " + session.owner_token;
  try {
    if (isEmbed) localStorage.setItem("sportello.session." + (asked.get("playbook") ?? ""), key);
  } catch {
    // A sandboxed frame may not use storage: the session lasts as long as the page.
  }
  history.pushState(null, "", isEmbed ? `#s=${session.id}&k=${session.owner_token}` : `/s/${session.id}#k=${session.owner_token}`);
  fetchSessionPart();
  // The answer proves that this device reaches the server. If this report fails, the application
  // measures again.
  post(`/${session.id}/events`, { Authorization: "Bearer " + session.owner_token }, { measure_device: { seen: "online" } }).catch(() => {});
  watch(session);
}

function post(path, headers, body) {
  return fetch("/api/v1/sessions" + path, {
    method: "POST",
    credentials: "omit",
    signal: AbortSignal.timeout(10_000),
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

// Shows the checks until the application takes over or the checks have ended; gives up after two
// minutes.
async function watch({ id, owner_token }) {
  const path = `/api/v1/sessions/${id}/checks.html`;
  const product = document.title.slice(document.title.lastIndexOf(" – "));
  const until = Date.now() + 120_000;
  const page = first.querySelector("main:not([hidden])");
  const shown = document.createElement("div");
  shown.className = "running";
  while (first.isConnected && Date.now() < until && !shown.querySelector("[data-progress=ended]")) {
    const request = { credentials: "omit", signal: AbortSignal.timeout(10_000), headers: { Authorization: "Bearer " + owner_token } };
    const answer = await fetch(path, request).catch(() => null);
    if (answer?.ok && first.isConnected) {
      const isNew = !shown.isConnected;
      // The server escapes every text in this HTML.
      const piece = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      const [next, ...rest] = piece.childNodes;
      if (isNew) {
        for (const before of [...page.children]) if (!before.classList.contains("not-live")) before.remove();
        page.prepend(shown);
        shown.append(next);
        next.focus();
      }
      // The heading element is kept, because it has the focus.
      const heading = shown.querySelector("h1");
      heading.textContent = next.textContent;
      document.title = heading.textContent + product;
      while (heading.nextSibling) heading.nextSibling.remove();
      heading.after(...rest);
    }
    await sleep(400);
  }
}

if (isEmbed && parent !== window) {
  root.dataset.embed = "";
  const say = (message) => parent.postMessage({ ns: "sportello", v: 1, ...message }, "*");
  say({ type: "ready" });
  const page = document.getElementById("page");
  new ResizeObserver(() => say({ type: "height", height: page.scrollHeight })).observe(page);
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || data?.ns !== "sportello" || data.type !== "set") return;
    const { theme, lang } = data;
    if (theme) keep("theme", theme);
    if (known(lang)) keep("lang", known(lang));
    // Once the application has taken over, it handles the same message.
    if (!first.isConnected) return;
    if (theme) colour(theme);
    if (known(lang)) speak(known(lang));
  });
}
