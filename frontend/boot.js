// The first page before the application: it shows the form, keeps what is typed, and loads the application at the
// first touch. Sessions and watched sessions need all of it at once. Knows nothing of mail.
const boot = document.getElementById("boot").dataset;
const root = document.documentElement;
const first = document.getElementById("first");
const asked = new URLSearchParams(location.search);
const isEmbed = location.pathname === "/embed";

let loading;
function load() {
  // Both are asked for at once: the WebAssembly does not wait for its JavaScript.
  loading ??= Promise.all([import(boot.js), fetch(boot.wasm)])
    .then(([application, wasm]) => application.default({ module_or_path: wasm }))
    // What stands in the page for those without scripts is shown instead.
    .catch(() => root.classList.add("failed"));
}

function speak(lang) {
  root.lang = lang;
  for (const page of first.querySelectorAll("main")) page.hidden = page.lang !== lang;
  for (const button of first.querySelectorAll("[data-action=language]")) {
    button.setAttribute("aria-pressed", String(button.value === lang));
  }
}

// The language wished for, else the browser's, else Italian: as the application chooses it.
const known = (tag) => ["it", "en"].find((lang) => tag?.toLowerCase().split("-")[0] === lang);
root.classList.add("live");
speak(known(asked.get("lang")) ?? navigator.languages.map(known).find(Boolean) ?? "it");

// As the application does: a frame without a wish is light, for nobody tells it the colours of the page around.
function colour(theme) {
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else if (isEmbed) root.dataset.theme = "light";
}
colour(asked.get("theme"));

// A wish stands in the address, where the application finds it, now or after a reload.
function keep(name, wish) {
  asked.set(name, wish);
  try {
    history.replaceState(null, "", "?" + asked + location.hash);
  } catch {
    // A frame without rights: the wish lasts until the application comes.
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
// The server has put a form here; Trunk alone puts none.
const fields = [...first.querySelectorAll("[data-input]")];
if (isFirst && fields.length > 0) {
  first.classList.add("open");
  const email = /[#&]email=([^&]*)/.exec(location.hash)?.[1];
  for (const field of fields) {
    try {
      if ("address" in field.dataset) field.value = decodeURIComponent(email ?? "");
    } catch {
      // Half an escape: the person types the address.
    }
    // What is written in one language is there in the other.
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
    if (button?.dataset.action === "language") {
      keep("lang", button.value);
      speak(button.value);
    }
  });
} else {
  // A session needs its part as well, which the application asks for only when it runs.
  if (!isFirst) for (const file of boot.session.split(" ").filter(Boolean)) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: file });
    document.head.append(link);
  }
  load();
}

// Pressed before the application is there: it goes on by itself as soon as it can.
function begin() {
  first.dataset.begun = "";
  for (const button of first.querySelectorAll("[data-action=continue]")) button.setAttribute("aria-disabled", "true");
  load();
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
    // The application, once it is there, hears the same.
    if (!first.isConnected) return;
    if (theme) colour(theme);
    if (known(lang)) speak(known(lang));
  });
}
