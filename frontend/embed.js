// <sportello-checkup playbook="seit" lang="it" theme="auto" email="anna@azienda.it">
// Puts Sportello into a page: one frame, opened when it comes near the viewport, as high as its
// content. Protocol: docs/embedding.md.
const home = new URL(import.meta.url).origin;

class Checkup extends HTMLElement {
  static observedAttributes = ["theme", "lang"];
  #frame;
  #near;
  #heard = (event) => this.#hear(event);

  connectedCallback() {
    this.style.display = "block";
    this.style.minHeight = "20rem";
    addEventListener("message", this.#heard);
    if (this.#frame) return;
    this.#near = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.#open();
    }, { rootMargin: "300px" });
    this.#near.observe(this);
  }

  disconnectedCallback() {
    removeEventListener("message", this.#heard);
    this.#near?.disconnect();
  }

  attributeChangedCallback(name) {
    if (name === "theme") this.#colour();
    const wish = name === "theme" ? this.#theme() : this.getAttribute(name);
    this.#frame?.contentWindow?.postMessage({ ns: "sportello", v: 1, type: "set", [name]: wish }, home);
  }

  // Frame and page must use the same colour scheme, or browsers paint the frame opaque.
  #theme() {
    const wished = this.getAttribute("theme");
    if (wished === "light" || wished === "dark") return wished;
    return matchMedia("(prefers-color-scheme: dark)").matches && getComputedStyle(this).colorScheme.includes("dark") ? "dark" : "light";
  }

  #colour() {
    if (this.#frame) this.#frame.style.colorScheme = this.#theme();
  }

  #open() {
    this.#near.disconnect();
    const address = new URL("/embed", home);
    for (const name of ["playbook", "lang"]) {
      if (this.hasAttribute(name)) address.searchParams.set(name, this.getAttribute(name));
    }
    address.searchParams.set("theme", this.#theme());
    address.searchParams.set("host", location.origin);
    if (this.hasAttribute("email")) address.hash = "email=" + encodeURIComponent(this.getAttribute("email"));
    const frame = document.createElement("iframe");
    frame.title = this.getAttribute("title") ?? "Sportello";
    frame.allow = "clipboard-write; web-share";
    frame.referrerPolicy = "no-referrer";
    Object.assign(frame.style, { display: "block", width: "100%", border: "0", minHeight: "20rem" });
    frame.src = address.href;
    this.#frame = frame;
    this.#colour();
    this.append(frame);
  }

  #hear({ source, origin, data }) {
    if (!this.#frame || source !== this.#frame.contentWindow || origin !== home) return;
    if (data?.ns !== "sportello" || data.v !== 1) return;
    if (data.type === "height" && Number.isFinite(data.height) && data.height > 0) {
      this.#frame.style.minHeight = this.style.minHeight = "0";
      this.#frame.style.height = data.height + "px";
    }
    const { ns, v, type, ...detail } = data;
    this.dispatchEvent(new CustomEvent("sportello:" + type, { detail, bubbles: true }));
  }
}

if (!customElements.get("sportello-checkup")) customElements.define("sportello-checkup", Checkup);
