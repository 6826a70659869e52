/* The search of a site that Pagefind has indexed: a dialog in place of the theme's search. Pagefind's own program is
   fetched when somebody means to search, and of its index what a query needs. */
(() => {
  "use strict";

  const { _, keep, make, ngettext, number } = window.digest;
  const root = new URL("..", document.currentScript.src);  // this file is assets/search.js
  const names = { debate: _("Debates"), thread: _("Argument threads"), concept: _("Concepts"), transcript: _("Comments"), page: _("Pages") };
  const shown = 4;  // results of a kind at first; so many more each time
  const each = 3;  // comments of one transcript
  const typing = "input:not([type=radio]):not([type=checkbox]), select, textarea, [contenteditable]";

  /* Each kind of page has an index of its own, which is opened when its turn comes: the debates are there long before
     their comments have been looked through. */
  let library;
  function load() {
    library ||= Promise.all([import(at("pagefind.js")), fetch(at("parts.json")).then((answer) => answer.json())])
      .then(async ([program, parts]) => {
        const opened = {};
        const part = (kind) => (opened[kind] ||= program.createInstance({ basePath: at(`${kind}/`), baseUrl: root.pathname,
          excerptLength: 24 }));
        await part(parts[0]).init();
        return { parts, search: (kind, words) => part(kind).search(words) };
      });
    library.catch(() => { library = undefined; });  // the next try may reach it
    return library;
  }

  function at(name) {
    return new URL(`pagefind/${name}`, root).href;
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

  const field = make("input", { type: "text", role: "searchbox", name: "query", "aria-label": _("Search"), placeholder: _("Search"),
    autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false", enterkeyhint: "search" });
  const close = make("button", { type: "button", class: "dg-button" }, _("Close"));
  const status = make("p", { class: "dg-search-status", role: "status" });
  const list = make("div", { class: "dg-search-list" });
  const dialog = make("dialog", { class: "dg-search", "aria-label": _("Search") },
    make("form", { role: "search" }, icon(), field, close), status, list);
  const button = make("button", { type: "button", class: "dg-search-open", "aria-haspopup": "dialog", "aria-label": _("Search") },
    icon(), make("span", { "aria-hidden": "true" }, _("Search")));

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
    say(_("The search could not be loaded. It works only if the site is served, not opened as a file."));
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
      const { parts, search } = await load();
      const groups = [];
      for (const kind of parts) {
        if (mine !== turn) return;  // more has been typed meanwhile
        const name = names[kind];
        const { results } = await search(kind, words);
        if (mine !== turn) return;
        const group = { kind, name, results, at: 0 };
        const part = results.length && await section(group, words);
        if (mine !== turn) return;
        if (!part) continue;
        if (groups.length) list.append(part);
        else show(part);
        groups.push(`${name}: ${counted(group)}`);
        say(groups.join(" · "));
      }
      if (!groups.length) {
        show();
        say(_("Nothing found"));
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

  /* The results of a kind, or nothing where they are astray. */
  async function section(group, words) {
    const items = make("ul", {});
    const more = make("button", { type: "button", class: "dg-button" }, _("More: %(kind)s", { kind: group.name }));
    const next = async () => {
      const pages = group.results.slice(group.at, group.at + shown);
      group.at += shown;
      more.hidden = group.at >= group.results.length;
      return Promise.all(pages.map((one) => one.data()));
    };
    const add = (found) => {
      const added = found.flatMap((one) => (group.kind === "transcript" ? comments(one) : [item(one.url, one.meta.title, one.excerpt)]));
      items.append(...added);
      return added;
    };
    more.addEventListener("click", async () => {
      const added = add(await next());
      if (added.length) added[0].querySelector("a").focus();
    });
    const found = await next();
    if (astray(words, found[0].excerpt)) return null;
    add(found);
    return make("section", { "data-kind": group.kind }, make("h2", {}, group.name), items, more);
  }

  /* Where an index has no word that begins as the one asked for, Pagefind looks for the longest that this one begins with:
     "Z" for "zebrafinch". Such a find says nothing. (A stem, as "run" of "running", is longer.) */
  function astray(words, excerpt) {
    const asked = pieces(words);
    const found = pieces(...marked(excerpt).filter((one) => one instanceof Element).map((one) => one.textContent));
    return found.some((one) => !asked.some((word) => one.startsWith(word))
      && asked.some((word) => word.startsWith(one) && one.length < 0.4 * word.length));
  }

  function pieces(...texts) {
    return texts.flatMap((text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").match(/[\p{L}\p{N}]+/gu) || []);
  }

  /* The comments of a transcript that have the words, those with most of them first. */
  function comments(page) {
    const weight = (one) => one.weighted_locations.reduce((sum, place) => sum + place.balanced_score, 0);
    const found = page.sub_results.filter((one) => one.anchor).sort((a, b) => weight(b) - weight(a));
    if (!found.length) return [item(page.url, page.meta.title, page.excerpt)];
    const items = found.slice(0, each).map((one) => item(one.url, one.title, one.excerpt, page.meta.title));
    const left = found.length - each;
    if (left > 0) items.at(-1).append(make("small", {}, ngettext("and %(num)s more comment there", "and %(num)s more comments there", left)));
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
