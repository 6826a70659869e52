/* The search of a site that Pagefind has indexed: a dialog in place of the theme's search. Pagefind's own program is
   fetched when somebody means to search, and of its index what a query needs. */
(() => {
  "use strict";

  const { keep, make } = window.digest;
  const root = new URL("..", document.currentScript.src);  // this file is assets/search.js
  const kinds = [["debate", "Debates"], ["thread", "Argument threads"], ["concept", "Concepts"],
    ["transcript", "Comments"], ["page index home", "Pages"]];
  const shown = 4;  // results of a kind at first; so many more each time
  const each = 3;  // comments of one transcript
  const typing = "input:not([type=radio]):not([type=checkbox]), select, textarea, [contenteditable]";

  let library;
  function load() {
    library ||= import(new URL("pagefind/pagefind.js", root).href).then(async (loaded) => {
      await loaded.options({ baseUrl: root.pathname, excerptLength: 24 });
      await loaded.init();
      return loaded;
    });
    library.catch(() => { library = undefined; });  // the next try may reach it
    return library;
  }

  /* ---- the dialog ---- */

  function icon() {
    const space = "http://www.w3.org/2000/svg";
    const picture = document.createElementNS(space, "svg");
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", "M16.2 16.2 21 21M18.5 10.75a7.75 7.75 0 1 1-15.5 0a7.75 7.75 0 0 1 15.5 0");
    picture.setAttribute("viewBox", "0 0 24 24");
    picture.setAttribute("aria-hidden", "true");
    picture.append(path);
    return picture;
  }

  const field = make("input", { type: "text", role: "searchbox", name: "query", "aria-label": "Search", placeholder: "Search",
    autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false", enterkeyhint: "search" });
  const close = make("button", { type: "button", class: "dg-button" }, "Close");
  const status = make("p", { class: "dg-search-status", role: "status" });
  const list = make("div", { class: "dg-search-list" });
  const dialog = make("dialog", { class: "dg-search", "aria-label": "Search" },
    make("form", { role: "search" }, icon(), field, close), status, list);
  const button = make("button", { type: "button", class: "dg-search-open", "aria-haspopup": "dialog", "aria-label": "Search" },
    icon(), make("span", { "aria-hidden": "true" }, "Search"));

  function open(words = "") {
    if (!dialog.open) dialog.showModal();
    if (words) field.value = words;
    field.focus();
    field.select();
    load().catch(fail);
    if (words) find();
  }

  function shut() {
    dialog.close();
    if (dialog.contains(document.activeElement)) document.activeElement.blur();  // else it would take the next key
  }

  function say(words) {
    status.textContent = words;
  }

  function fail() {
    list.removeAttribute("aria-busy");
    say("The search could not be loaded. It needs the site to be served, not opened as a file.");
  }

  /* ---- results ---- */

  let turn = 0;
  async function find() {
    const words = field.value.trim();
    const mine = ++turn;
    if (!words) {
      list.replaceChildren();
      list.removeAttribute("aria-busy");
      say("");
      return;
    }
    try {
      const pagefind = await load();
      const groups = [];
      for (const [kind, name] of kinds) {  // one after the other: on a large site the debates stand there long before all do
        const { results } = await pagefind.search(words, { filters: { kind: { any: kind.split(" ") } } });
        if (mine !== turn) return;  // more has been typed meanwhile
        if (!results.length) continue;
        const group = { kind, name, results, at: 0 };
        const part = await section(group);
        if (mine !== turn) return;
        if (groups.length) list.append(part);
        else show(part);
        groups.push(`${name}: ${counted(group)}`);
        say(groups.join(" · "));
      }
      if (!groups.length) {
        show();
        say("Nothing has these words");
      }
      list.removeAttribute("aria-busy");
    } catch {
      if (mine === turn) fail();
    }
  }

  function show(...parts) {
    if (list.contains(document.activeElement)) field.focus();
    list.replaceChildren(...parts);
    list.scrollTop = 0;
  }

  function counted(group) {
    const count = group.results.length;
    if (group.kind !== "transcript") return count;
    return count === 1 ? "in 1 transcript" : `in ${count} transcripts`;
  }

  async function section(group) {
    const items = make("ul", {});
    const more = make("button", { type: "button", class: "dg-button" }, `More ${group.name.toLowerCase()}`);
    const next = async () => {
      const pages = group.results.slice(group.at, group.at + shown);
      group.at += shown;
      const found = await Promise.all(pages.map((one) => one.data()));
      more.hidden = group.at >= group.results.length;
      return found.flatMap((one) => (group.kind === "transcript" ? comments(one) : [item(one.url, one.meta.title, one.excerpt)]));
    };
    more.addEventListener("click", async () => {
      const added = await next();
      items.append(...added);
      if (added.length) added[0].querySelector("a").focus();
    });
    items.append(...await next());
    return make("section", { "data-kind": group.kind }, make("h2", {}, group.name), items, more);
  }

  /* The comments of a transcript that have the words, those with most of them first. */
  function comments(page) {
    const weight = (one) => one.weighted_locations.reduce((sum, place) => sum + place.balanced_score, 0);
    const found = page.sub_results.filter((one) => one.anchor).sort((a, b) => weight(b) - weight(a));
    if (!found.length) return [item(page.url, page.meta.title, page.excerpt)];
    const items = found.slice(0, each).map((one) => item(one.url, one.title, one.excerpt, page.meta.title));
    const left = found.length - each;
    if (left > 0) items.at(-1).append(make("small", {}, left === 1 ? "and 1 comment more there" : `and ${left} comments more there`));
    return items;
  }

  function item(url, title, excerpt, where = "") {
    const words = make("p", {}, ...marked(excerpt));
    const link = make("a", { href: new URL(url, root).href }, make("strong", {}, title));
    if (where) link.append(make("small", {}, where));
    link.append(words);
    link.addEventListener("click", shut);  // it may lead to this very page
    return make("li", {}, link);
  }

  /* Pagefind gives HTML, in which what was said is escaped and what was found is marked. It is read in a document of
     its own, where nothing runs, and only its text and its marks are taken. */
  function marked(html) {
    const nodes = new DOMParser().parseFromString(html, "text/html").body.childNodes;
    return [...nodes].map((node) => (node.nodeName === "MARK" ? make("mark", {}, node.textContent) : node.textContent));
  }

  /* ---- keys ---- */

  function walk(step) {
    const stops = [field, ...list.querySelectorAll("a, button:not([hidden])")];
    const at = stops.indexOf(document.activeElement);
    const next = stops[Math.min(Math.max(at + step, 0), stops.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (dialog.open) {
      if (event.key === "Escape") {  // at once: left to the browser, the next key may come before it has closed
        event.preventDefault();
        shut();
      }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      walk(step);
    } else if (["/", "s", "f"].includes(event.key) && !event.target.closest(typing) && !document.querySelector("dialog[open]")) {
      if (keep.get("keys") === "off") return;
      event.preventDefault();
      open();
    }
  });

  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    list.setAttribute("aria-busy", "true");
    waiting = setTimeout(find, 120);  // not for each letter of a word
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const first = list.querySelector("a");
    if (first) first.click();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) shut();  // beside it
  });
  close.addEventListener("click", shut);
  button.addEventListener("click", () => open());
  for (const one of [button, field]) one.addEventListener("pointerenter", () => load().catch(() => {}), { once: true });

  const header = document.querySelector(".md-header__inner");
  if (!header) return;
  header.insertBefore(button, header.querySelector(".md-header__source"));
  document.body.append(dialog);
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) open(asked);
})();
