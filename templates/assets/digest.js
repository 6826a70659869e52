/* Reading aids. Every page can be read without them, and nothing here speaks to another host.
   This file holds what every page needs and fetches the others where a page has a use for them. */
(() => {
  "use strict";

  const here = document.currentScript.src;
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const keep = {  // what a reader chose; a browser may refuse to store it
    get: (name) => { try { return localStorage.getItem(`digest:${name}`); } catch { return null; } },
    set: (name, value) => {
      try {
        if (value === null) localStorage.removeItem(`digest:${name}`);
        else localStorage.setItem(`digest:${name}`, value);
      } catch { /* then it is forgotten */ }
    },
  };

  /* Words in the language of the site, which a build writes before these scripts; else they stay English. */
  const words = window.digestWords || { texts: {}, plural: (n) => Number(n !== 1) };
  const number = (value) => value.toLocaleString(document.documentElement.lang || undefined);
  const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (all, name) =>
    (typeof values[name] === "number" ? number(values[name]) : values[name]));
  const _ = (text, values = {}) => fill(words.texts[text] || text, values);
  const ngettext = (one, many, num) => {
    const forms = words.texts[one];
    return fill(forms ? forms[words.plural(num)] || forms[0] : num === 1 ? one : many, { num });
  };

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  }

  function anchorOf(address) {  // what stands behind the `#` of an address, which anybody may have typed
    const typed = address.hash.slice(1);
    try { return decodeURIComponent(typed); } catch { return typed; }
  }

  function fetchScript(name) {
    document.head.append(make("script", { src: here.replace(/digest\.js/, name) }));
  }

  /* The address says what is shown, so that a choice can be shared. */
  function inAddress(name, value) {
    const search = new URLSearchParams(location.search);
    if (value) search.set(name, value);
    else search.delete(name);
    const text = search.toString();
    history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
  }

  let saying;
  function say(words) {
    const note = document.querySelector(".dg-note") || make("div", { class: "dg-note", role: "status" });
    if (!note.isConnected) document.body.append(note);
    note.textContent = words;
    note.classList.add("dg-on");
    clearTimeout(saying);
    saying = setTimeout(() => note.classList.remove("dg-on"), 2500);
  }

  /* A link may lead to what stands in a closed topic. */
  function uncover() {
    const target = document.getElementById(anchorOf(location));
    const folded = target && target.closest("details:not([open])");
    if (!folded) return;
    folded.open = true;
    target.scrollIntoView();
  }

  addEventListener("hashchange", uncover);

  /* ---- the order of cards ---- */

  function sorting() {
    const slot = document.querySelector(".dg-sort-slot");
    const cards = document.querySelector(".dg-cards");
    if (!slot || !cards) return;
    const orders = {
      newest: [_("Newest first"), (one) => one.dataset.when || ""],
      largest: [_("Most comments first"), (one) => Number(one.dataset.size)],
      contested: [_("Most evenly divided first"), (one) => Number(one.dataset.heat)],
    };
    const choice = make("select", { "aria-label": _("Order of the debates") });
    for (const [name, [label]] of Object.entries(orders)) choice.append(make("option", { value: name }, label));
    const sort = () => {
      const key = orders[choice.value][1];
      const sorted = [...cards.children].sort((a, b) => (key(a) < key(b) ? 1 : key(a) > key(b) ? -1 : 0));
      cards.append(...sorted);
    };
    const wanted = new URLSearchParams(location.search).get("order");
    if (wanted in orders) {
      choice.value = wanted;
      sort();
    }
    choice.addEventListener("change", () => {
      sort();
      inAddress("order", choice.value === "newest" ? "" : choice.value);
    });
    slot.append(choice);
  }

  /* ---- permalinks ---- */

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.headerlink");
    if (link && !event.ctrlKey && !event.metaKey) copy(link.href);
  });

  function copy(address) {
    if (!navigator.clipboard) return;  // the address bar has it all the same
    navigator.clipboard.writeText(address).then(() => say(_("Link copied")), () => {});
  }

  /* ---- keys ---- */

  const stops = ".dg-post, .dg-point, .dg-said, .dg-argument li";
  const objections = ".dg-post[data-objects], #objections ~ .dg-said:has(.dg-attack)";
  const keys = {
    j: [_("the next comment or point"), () => walk(stops, 1)],
    k: [_("the previous comment or point"), () => walk(stops, -1)],
    o: [_("the next unanswered objection"), () => walk(objections, 1)],
    r: [_("hide or show its replies"), () => press(".dg-fold")],
    c: [_("copy a link to it"), () => {
      const link = current() && current().querySelector("a.headerlink");
      if (link) copy(link.href);
    }],
    "?": [_("this help"), help],
  };

  function current() {
    return document.activeElement.closest(stops) ||
      [...document.querySelectorAll(stops)].find((one) => one.getBoundingClientRect().bottom > 120);
  }

  function press(selector) {
    const button = current() && current().querySelector(selector);
    if (button) button.click();
  }

  function walk(selector, step) {
    const line = 90;
    const all = [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length);
    const tops = all.map((one) => one.getBoundingClientRect().top);
    let at = -1;
    if (step > 0) at = tops.findIndex((top) => top > line + 4);
    else tops.forEach((top, index) => { if (top < line - 4) at = index; });
    if (at < 0) {
      say(step > 0 ? _("No more below") : _("No more above"));
      return;
    }
    scrollTo({ top: scrollY + tops[at] - line, behavior: calm() ? "auto" : "smooth" });
    all[at].setAttribute("tabindex", "-1");
    all[at].focus({ preventScroll: true });
  }

  const typing = "input:not([type=radio]):not([type=checkbox]), select, textarea, [contenteditable]";

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
    const at = event.composedPath()[0];  // Zensical's search stands in a tree of its own
    if (at.closest && at.closest(typing)) return;
    if (keep.get("keys") === "off") {  // the theme's single keys are silenced too
      event.stopImmediatePropagation();
      return;
    }
    if (!event.defaultPrevented && keys[event.key]) {
      event.preventDefault();
      keys[event.key][1]();
    }
  }, true);

  function help() {
    let dialog = document.querySelector("dialog.dg-help");
    if (!dialog) {
      const rows = [["s", [_("search"), null]], ...Object.entries(keys)].map(([key, [words]]) =>
        make("li", {}, make("kbd", {}, key), ` ${words}`));
      const on = make("input", { type: "checkbox" });
      on.addEventListener("change", () => keep.set("keys", on.checked ? null : "off"));
      const close = make("button", { type: "button", class: "dg-button" }, _("Close"));
      dialog = make("dialog", { class: "dg-help", "aria-labelledby": "dg-help-title" },
        make("h2", { id: "dg-help-title" }, _("Keys")), make("ul", {}, ...rows),
        make("label", {}, on, " ", _("use these keys")), close);
      close.addEventListener("click", () => dialog.close());
      document.body.append(dialog);
    }
    dialog.querySelector("input").checked = keep.get("keys") !== "off";
    if (!dialog.open) dialog.showModal();
  }

  function offerHelp() {
    if (document.querySelector(".dg-keys") || !document.querySelector(stops)) return;
    const button = make("button", { type: "button", class: "dg-keys", "aria-haspopup": "dialog" }, make("kbd", {}, "?"), " ", _("keys"));
    button.addEventListener("click", help);
    const foot = document.querySelector(".md-footer-meta__inner") || document.body;
    foot.append(button);
  }

  /* ---- a wrong address: what may have been meant ---- */

  function lost() {
    const slot = document.querySelector(".dg-lost");
    if (!slot) return;
    const parts = location.pathname.split("/").filter(Boolean);
    const at = parts.lastIndexOf("debates");
    const meant = [];
    if (at >= 0 && parts.length > at + 2) {
      const path = `/${parts.slice(0, at + 2).join("/")}/`;
      meant.push(make("li", {}, make("a", { href: path }, _("the debate that it belonged to"))));
    }
    const words = (parts.pop() || "").replace(/\.html$/, "").replace(/-[0-9a-f]{6,}$/, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
    const home = document.querySelector("a.md-logo");
    if (words && home) {
      const address = `${home.href.replace(/[?#].*$/, "")}?q=${encodeURIComponent(words)}`;
      meant.push(make("li", {}, make("a", { href: address }, _("a search for “%(text)s”", { text: words }))));
    }
    if (!meant.length) return;
    slot.append(make("p", {}, _("Perhaps you want")), make("ul", {}, ...meant));
    slot.hidden = false;
  }

  /* ---- search: the dialog has a name, and each result says of what kind it is ---- */

  const kinds = [[/\/debates\/[^/]+\/transcript(-\d+)?\/$/, _("Transcript")], [/\/debates\/[^/]+\/[^/]+\/$/, _("Argument thread")],
    [/\/debates\/[^/]+\/$/, _("Debate")], [/\/concepts\/[^/]+\/$/, _("Concept")]];

  function nameSearch() {
    const search = document.querySelector(".md-search[role=dialog]:not([aria-label])");
    if (search) search.setAttribute("aria-label", _("Search"));
    const list = document.querySelector(".md-search-result__list");
    if (!list) return;
    new MutationObserver(() => {
      for (const link of list.querySelectorAll(".md-search-result__item > a:not([data-kind])")) {
        const kind = kinds.find(([path]) => path.test(link.pathname));
        link.dataset.kind = kind ? kind[1] : "";
      }
    }).observe(list, { childList: true });
  }

  window.digest = { _, anchorOf, inAddress, keep, make, nextObjection: keys.o[1], ngettext, number };

  function begin() {
    nameSearch();
    offerHelp();
    uncover();
    sorting();
    lost();
    if (document.querySelector(".dg-post")) fetchScript("transcript.js");
    if (document.querySelector("a[href*='#post-']")) fetchScript("preview.js");
    if (document.querySelector(".dg-on-wide")) fetchScript("map.js");
    if (document.querySelectorAll(".md-content :is(h2, h3)[id]").length > 8) fetchScript("place.js");
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
