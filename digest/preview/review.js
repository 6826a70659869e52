/* Corrections on the page itself: what a model proposes, beside what it concerns, and a form for all that can be put
   right. Only `digest serve` puts this into a page. Words of people are always text nodes, never markup. */
(() => {
  "use strict";

  const { at, base, debate, token } = document.currentScript.dataset;
  const KEPT = "digest:review";
  let state = null;   // what the server says of the debate
  let cards = [];     // the proposals as they are shown, in the order of the keys j and k
  let chosen = -1;
  let late = false;   // the page has changed while a form was open
  let busy = false;
  let undoNext = false; // "u" was pressed while a decision was on its way, or while the page began

  /* ---- small tools ---- */

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((one) => one !== null));
    return element;
  }

  const button = (words, click, attributes = {}) =>
    make("button", { type: "button", class: "dgr-button", click, ...attributes }, words);
  const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
  const short = (text, most = 60) => (text.length > most ? `${text.slice(0, most).replace(/\s+\S*$/, "")} …` : text);
  const unseen = (words) => make("span", { class: "dgr-unseen" }, words);
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  async function ask(query, sent) {
    const address = `${at}?${new URLSearchParams({ debate, ...query })}`;
    const headers = { "X-Digest-Token": token };
    const options = sent
      ? { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(sent) }
      : { headers };
    let answer;
    try {
      answer = await fetch(address, { ...options, cache: "no-store" });
    } catch {
      throw new Error("The preview does not answer. Does `digest serve` still run?");
    }
    const said = await answer.json().catch(() => ({}));
    if (answer.ok && !said.error) return said;
    throw Object.assign(new Error(said.error || "The preview could not do this."), { status: answer.status, field: said.field });
  }

  /* ---- where things stand on this page ---- */

  const addressOf = (one) => `${base}${one.page}${one.anchor ? `#${one.anchor}` : ""}`;
  const isHere = (one) => new URL(`${base}${one.page}`, location.href).pathname === location.pathname;
  const titleOfPage = () => document.querySelector(".md-content h1");

  /* What shows a thing on this page: where its button goes (`line`) and where proposals about it go (`after`). */
  function placeOf(one) {
    if (one.kind === "summary" || one.kind === "proposition") {
      if (!isHere(one)) return null;
      const lede = document.querySelector(".md-content .dg-lede");
      const facts = document.querySelector(".md-content .dg-facts");
      const sides = document.querySelector(".md-content .dg-sides");
      const line = one.kind === "summary" ? lede || facts : (sides && sides.nextElementSibling) || facts;
      return line && { line, after: line };
    }
    const found = one.anchor && document.getElementById(one.anchor);
    if (found && one.kind === "post") {
      const post = found.closest(".dg-post");
      const line = post && post.querySelector(":scope > .dg-meta");
      return line && { line, after: line };
    }
    if (found && one.kind === "point") {
      const line = found.querySelector(":scope > .dg-meta");
      return line && { line, after: found.lastElementChild };
    }
    if (found && one.kind === "relation") {
      const item = found.closest("li");
      return item && { line: item, before: item.querySelector(":scope > ul"), after: item.lastElementChild };
    }
    if (found && found.matches("details")) return { line: null, after: found.querySelector("summary") };
    if (found && (one.kind === "thread" || one.kind === "topic")) return { line: null, after: found };
    const title = (one.kind === "thread" || one.kind === "topic") && one.page && isHere(one) && titleOfPage();
    return title ? { line: null, after: title } : null;
  }

  const things = () => state.things;
  const thing = (kind, id) => things().find((one) => one.kind === kind && one.id === id);

  /* ---- what is proposed ---- */

  function difference(change) {
    const row = make("div", { class: "dgr-change" });
    if (change.what) row.append(make("span", { class: "dgr-what" }, change.what), " ");
    if (change.old) row.append(make("del", {}, unseen("now: "), change.old), " ");
    if (change.new) row.append(make("ins", {}, unseen("proposed: "), change.new));
    return row;
  }

  function card(proposal, inPanel) {
    const about = proposal.about && thing(proposal.about.kind, proposal.about.id);
    const element = make("div", {
      class: "dgr-card", role: "group", tabindex: "-1", "data-proposal": proposal.id, "data-key": `card ${proposal.id}`,
      "aria-label": `Proposal: ${proposal.title}`,
    }, make("p", { class: "dgr-title" }, make("strong", {}, "Proposed"), ` ${proposal.title}`));
    proposal.changes.forEach((change) => element.append(difference(change)));
    const row = make("p", { class: "dgr-row" },
      button("Accept", () => decide({ do: "accept", proposals: [proposal.id] }, proposal.id), { class: "dgr-button dgr-yes", "data-key": `accept ${proposal.id}` }),
      button("Reject", () => decide({ do: "reject", proposals: [proposal.id] }, proposal.id), { "data-key": `reject ${proposal.id}` }));
    if (about) row.append(button("Edit …", () => edit(about, proposal), { "data-key": `change ${proposal.id}` }));
    if (inPanel && about && about.page !== undefined) row.append(make("a", { href: addressOf(about) }, "Show it"));
    element.append(row);
    element.addEventListener("focusin", () => { chosen = cards.indexOf(element); });
    return element;
  }

  function showCards() {
    document.querySelectorAll(".dgr-card, .dgr-group").forEach((one) => one.remove());
    const groups = new Map();
    const shownHere = new Set();
    for (const proposal of state.proposals) {
      if (!groups.has(proposal.kind)) groups.set(proposal.kind, []);
      groups.get(proposal.kind).push(proposal);
      const about = proposal.about && thing(proposal.about.kind, proposal.about.id);
      const place = about && placeOf(about);
      if (!place) continue;
      let last = place.after;
      while (last.nextElementSibling && last.nextElementSibling.matches(".dgr-card")) last = last.nextElementSibling;
      last.after(card(proposal, false));
      shownHere.add(proposal.id);
    }
    for (const [kind, ones] of groups) list.append(group(kind, ones, shownHere));
    empty.hidden = state.proposals.length > 0;
    const all = [...document.querySelectorAll(".dgr-card")];
    cards = [...all.filter((one) => !panel.contains(one)), ...all.filter((one) => panel.contains(one))];
  }

  function group(kind, ones, shownHere) {
    const elsewhere = ones.filter((one) => !shownHere.has(one.id));
    const here = ones.filter((one) => shownHere.has(one.id));
    const whole = make("section", { class: "dgr-group" },
      make("h3", {}, `${ones[0].group} (${ones.length})`),
      make("p", { class: "dgr-row" },
        button(ones.length === 1 ? "Accept it" : `Accept all ${ones.length}`, () => decide({ do: "accept", proposals: ones.map((one) => one.id) }), { class: "dgr-button dgr-yes", "data-key": `all ${kind}` }),
        button(ones.length === 1 ? "Reject it" : `Reject all ${ones.length}`, () => decide({ do: "reject", proposals: ones.map((one) => one.id) }), { "data-key": `none ${kind}` })));
    if (here.length) {
      whole.append(make("ul", {}, ...here.map((one) => make("li", {},
        button(short(one.title, 90), () => { openPanel(false); goTo(one.id); }, { class: "dgr-link" })))));
    }
    elsewhere.forEach((one) => whole.append(card(one, true)));
    return whole;
  }

  function goTo(id) {
    const at = cards.findIndex((one) => one.dataset.proposal === id);
    if (at >= 0) choose(at);
  }

  function choose(at) {
    if (!cards.length) return tell("Nothing is proposed.");
    chosen = (at + cards.length) % cards.length;
    const element = cards[chosen];
    if (panel.contains(element)) openPanel(true, false);
    const folded = element.closest("details:not([open])");
    if (folded) folded.open = true;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
    tell(`Proposal ${chosen + 1} of ${cards.length}`);
  }

  /* ---- the bar at the foot of the page, and the panel ---- */

  const status = make("span", { class: "dgr-status", role: "status" });
  const count = make("span", { class: "dgr-count" });
  const name = make("strong");
  const undo = button("Undo", () => takeBack(), { "data-key": "undo", "aria-keyshortcuts": "u" });
  const review = button("Review", () => openPanel(panel.hidden), { "data-key": "review", "aria-expanded": "false", "aria-controls": "dgr-panel", class: "dgr-button dgr-yes" });
  const help = button("?", () => showHelp(), { "data-key": "help", "aria-label": "Keys", "aria-haspopup": "dialog" });
  const bar = make("section", { class: "dgr-bar", "aria-label": "Corrections" },
    make("span", { class: "dgr-name" }, unseen("Editing "), make("span", { class: "dgr-wide", "aria-hidden": "true" }, "Editing "), name), count, status,
    make("span", { class: "dgr-row" }, undo, review, help));
  const list = make("div", { class: "dgr-list" });
  const empty = make("p", {}, "Nothing is proposed that you have not decided.");
  const from = make("p", { class: "dgr-from" });
  const panel = make("aside", { class: "dgr-panel", id: "dgr-panel", "aria-label": "Review", hidden: true, tabindex: "-1" },
    make("div", { class: "dgr-head" }, make("h2", {}, "Review"), button("Close", () => openPanel(false), { "data-key": "close" })),
    from,
    make("p", { class: "dgr-row dgr-whole" },
      button("Edit the summary", () => edit(thing("summary", "")), { "data-key": "edit the summary" }),
      button("Edit the proposition", () => edit(thing("proposition", "")), { "data-key": "edit the proposition" })),
    empty, list);

  function openPanel(open, focus = true) {
    panel.hidden = !open;
    review.setAttribute("aria-expanded", String(open));
    if (open && focus) panel.focus();
    if (!open && panel.contains(document.activeElement)) review.focus();
  }

  function tell(words) {
    status.textContent = words;
  }

  function showBar() {
    name.textContent = state.name;
    count.textContent = counted(state.proposals.length, "proposal");
    undo.disabled = !state.undo;
    undo.title = state.undo ? `Undo: ${state.undo}` : "Nothing to undo";
    from.textContent = state.from || "";
    from.hidden = !state.from;
    empty.textContent = state.from ? "You have decided on all that was proposed." : "No model has proposed anything for this debate.";
  }

  function showButtons() {
    document.querySelectorAll(".dgr-edit").forEach((one) => (one.parentElement.matches(".dgr-line") ? one.parentElement : one).remove());
    for (const one of things()) {
      const place = placeOf(one);
      if (!place) continue;
      const click = button("Edit", () => edit(one), {
        class: "dgr-edit", "aria-label": `Edit ${one.called}`, "data-key": `edit ${one.kind} ${one.id}`,
      });
      if (!place.line) place.after.after(make("div", { class: "dgr-line" }, click));
      else if (place.before) place.before.before(click);
      else place.line.append(" ", click);
    }
  }

  function render() {
    showBar();
    showButtons();
    showCards();
  }

  /* ---- decisions ---- */

  async function send(what) {
    const said = await ask({}, { version: state.version, ...what });
    state = said;
    render();
    return said;
  }

  async function decide(what, from) {
    if (busy) return;
    busy = true;
    tell("Saving …");
    const before = cards.findIndex((one) => one.dataset.proposal === from);
    try {
      const said = await send(what);
      if (cards.length && before >= 0) choose(Math.min(before, cards.length - 1));
      else if (!panel.hidden) panel.focus();
      else review.focus();
      tell(said.done);
    } catch (error) {
      await changed(error);
    } finally {
      done();
    }
  }

  function done() {
    busy = false;
    if (!undoNext) return;
    undoNext = false;
    takeBack();
  }

  /* Somebody else wrote in the meantime, or it could not be done: show what is so now, and say why. */
  async function changed(error) {
    if (error.status === 409) {
      state = await ask({}).catch(() => state);
      render();
    }
    tell(error.message);
    bar.classList.add("dgr-wrong");
    setTimeout(() => bar.classList.remove("dgr-wrong"), 6000);
  }

  async function takeBack() {
    if (busy || !state.undo) return tell(busy ? "" : "Nothing to undo.");
    busy = true;
    try {
      const said = await send({ do: "undo" });
      tell(said.done);
      (undo.disabled ? review : undo).focus();
    } catch (error) {
      await changed(error);
    } finally {
      done();
    }
  }

  /* ---- forms ---- */

  let numbers = 0;

  function field(one) {
    const id = `dgr-${numbers += 1}`;
    const error = make("p", { class: "dgr-error", id: `${id}-error`, hidden: true });
    const hint = one.hint ? make("p", { class: "dgr-hint", id: `${id}-hint` }, one.hint) : null;
    const described = { "aria-describedby": `${hint ? `${id}-hint ` : ""}${id}-error` };
    let box, value, first;
    if (one.type === "choice" || one.type === "several") {
      const kind = one.type === "choice" ? "radio" : "checkbox";
      const rows = one.options.map(([key, words, by]) => {
        const input = make("input", { type: kind, name: id, value: key });
        input.checked = one.type === "choice" ? key === one.value : one.value.includes(key);
        return make("label", { class: "dgr-option" }, input, make("span", {}, words, by ? make("small", {}, ` ${by}`) : null));
      });
      box = make("fieldset", { class: one.options.length > 5 ? "dgr-many" : "dgr-few", ...described },
        make("legend", {}, one.label), hint, make("div", { class: "dgr-options" }, ...rows));
      const inputs = () => [...box.querySelectorAll("input")];
      first = inputs().find((input) => input.checked) || inputs()[0];
      value = one.type === "choice"
        ? () => (inputs().find((input) => input.checked) || {}).value
        : () => [...one.value.filter((key) => inputs().some((input) => input.value === key && input.checked)),
          ...inputs().filter((input) => input.checked && !one.value.includes(input.value)).map((input) => input.value)];
    } else {
      first = one.type === "area" || one.type === "text"
        ? make(one.type === "area" ? "textarea" : "input", { id, ...(one.type === "area" ? { rows: String(one.rows || 4) } : { type: "text" }), ...described })
        : make("input", { id, type: "checkbox", ...described });
      if (one.type === "check") first.checked = one.value;
      else first.value = one.value;
      const label = make("label", { for: id }, one.label);
      box = one.type === "check" ? make("div", { class: "dgr-field" }, make("div", { class: "dgr-option" }, first, label), hint)
        : make("div", { class: "dgr-field" }, label, hint, first);
      value = () => (one.type === "check" ? first.checked : first.value);
    }
    box.append(error);
    const was = JSON.stringify(one.was !== undefined ? one.was : one.value);
    return {
      name: one.name, box, first, value,
      changed: () => JSON.stringify(value()) !== was,
      wrong(words) {
        error.textContent = words;
        error.hidden = !words;
        if (words) first.setAttribute("aria-invalid", "true");
        else first.removeAttribute("aria-invalid");
      },
    };
  }

  /* A form in a dialog. `others` are buttons that do one thing at once, such as dropping a point. */
  function ask_for(title, { fields = [], others = [], above = null, send: sendOff, words = "Save" }) {
    const opener = document.activeElement;
    const key = opener && opener.dataset ? opener.dataset.key : "";
    const made = fields.map(field);
    const heading = make("h2", { id: "dgr-title" }, title);
    const alert = make("p", { class: "dgr-error", role: "alert", hidden: true });
    const dialog = make("dialog", { class: "dgr-dialog", "aria-labelledby": "dgr-title" });
    const save = async (what) => {
      alert.hidden = true;
      made.forEach((one) => one.wrong(""));
      form.querySelectorAll("button").forEach((one) => { one.disabled = true; });
      try {
        const said = await sendOff(what);
        dialog.close();
        tell(said.done);
      } catch (error) {
        form.querySelectorAll("button").forEach((one) => { one.disabled = false; });
        const wrong = made.find((one) => one.name === error.field);
        let message = error.message;
        if (error.status === 409) {
          state = await ask({}).catch(() => state);
          render();
          message += " Your words are still here: look at what is there now, and save again if they still fit.";
        }
        if (wrong) {
          wrong.wrong(message);
          wrong.first.focus();
        } else {
          alert.textContent = message;
          alert.hidden = false;
          form.querySelector("[type=submit]").focus();
        }
      }
    };
    const form = make("form", {
      submit: (event) => {
        event.preventDefault();
        const said = {};
        made.forEach((one) => { if (one.changed()) said[one.name] = one.value(); });
        if (!Object.keys(said).length) return dialog.close();
        save(said);
      },
    }, heading, above, ...made.map((one) => one.box), alert,
      make("div", { class: "dgr-row dgr-ends" },
        make("button", { type: "submit", class: "dgr-button dgr-yes" }, words),
        button("Cancel", () => dialog.close()),
        ...others.map(([label, what]) => button(label, () => save(what), { class: "dgr-button dgr-drop" }))));
    dialog.append(form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      const back = (key && [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key)) || opener;
      if (back && back.isConnected) back.focus();
      else review.focus();
      if (late) reload();
    });
    document.body.append(dialog);
    dialog.showModal();
    const target = made[0] ? made[0].first : form.querySelector("button");
    if (target) target.focus();
    return { dialog, fields: made };
  }

  const SIDES = [["for", "for"], ["against", "against"], ["neither", "neither"]];

  async function edit(one, proposal) {
    if (!one || busy || document.querySelector("dialog[open]")) return;
    const proposed = (proposal && proposal.values) || {};
    const start = (key, now) => (proposed[key] !== undefined ? { value: proposed[key], was: null } : { value: now });  // what a model proposes is always sent
    const sendOff = (what) => send({
      do: "edit", kind: one.kind, id: one.id, fields: what, ...(proposal ? { proposal: proposal.id } : {}),
    });
    const forms = {
      point: editPoint, post: editPost, topic: editTitle, thread: editTitle, relation: editRelation,
      proposition: editProposition, summary: editSummary,
    };
    try {
      await forms[one.kind](one, start, sendOff);
    } catch (error) {
      await changed(error);
    }
  }

  async function editPoint(one, start, sendOff) {
    const { passages } = await ask({ point: one.id });
    const keys = passages.map((passage) => `${passage.start} ${passage.post}`);
    const now = keys[passages.findIndex((passage) => passage.shown)] || "";
    const rank = (other) => (one.answered_by.includes(other.id) ? one.answered_by.indexOf(other.id) : Infinity);
    const others = things().filter((other) => other.kind === "point" && other.id !== one.id).sort((a, b) => rank(a) - rank(b) || 0);
    ask_for("Edit this point", {
      above: make("blockquote", {}, one.text),
      fields: [
        { name: "side", label: "Side", type: "choice", options: SIDES, ...start("side", one.side) },
        { name: "core", label: "It belongs into a short summary", type: "check", ...start("core", one.core) },
        passages.length > 1 && {
          name: "quote", label: "Words to show it by", type: "choice", hint: "Sentences of the posts that make it, as they stand there.",
          options: passages.map((passage, at) => [keys[at], passage.text, `— ${passage.by}`]), value: now,
        },
        others.length && {
          name: "answered_by", label: "Answered by", type: "several", hint: "The first is shown with it.",
          options: others.map((other) => [other.id, other.text, other.side]), ...start("answered_by", one.answered_by),
        },
      ].filter(Boolean),
      others: [["Drop this point", { drop: true }]],
      send: (what) => {
        if (what.quote === undefined) return sendOff(what);
        const passage = passages[keys.indexOf(what.quote)];
        return sendOff({ ...what, quote: { post: passage.post, text: passage.text } });
      },
    });
  }

  async function editPost(one, start, sendOff) {
    const { text } = one.hidden ? { text: "" } : await ask({ post: one.id });
    const whole = make("textarea", { readonly: true, rows: "5", id: "dgr-post" });
    whole.value = text;
    const { fields } = ask_for(`Edit ${one.called}`, {
      above: text ? make("div", { class: "dgr-field" }, make("label", { for: "dgr-post" }, "What it says (select words to black them out)"), whole) : null,
      fields: [
        { name: "side", label: "Side", type: "choice", options: SIDES, ...start("side", one.side) },
        text && { name: "redact", label: "Words to black out", type: "text", value: "", hint: "They are blacked out wherever they stand in this post and in quotes of it." },
        text && { name: "everywhere", label: "Everywhere in the debate", type: "check", value: false },
      ].filter(Boolean),
      others: one.hidden ? [] : [["Hide this post", { hide: true }]],
      send: sendOff,
    });
    const words = fields.find((other) => other.name === "redact");
    whole.addEventListener("select", () => {
      const chosenWords = whole.value.slice(whole.selectionStart, whole.selectionEnd).trim();
      if (words && chosenWords) words.first.value = chosenWords.replace(/\s+/g, " ");
    });
  }

  function editTitle(one, start, sendOff) {
    ask_for(`Edit ${one.kind === "topic" ? "this topic" : "this thread"}`, {
      fields: [{ name: "title", label: "Title", type: "text", ...start("title", one.title) }], send: sendOff,
    });
  }

  function editRelation(one, start, sendOff) {
    ask_for("Edit this relation", {
      above: make("div", {}, make("blockquote", {}, one.text), make("p", { class: "dgr-hint" }, "towards"), make("blockquote", {}, one.target)),
      fields: [{
        name: "type", label: "The first", type: "choice",
        options: [["support", "supports it"], ["attack", "attacks it"], ["none", "says nothing about it"]], ...start("type", one.type),
      }],
      send: sendOff,
    });
  }

  function editProposition(one, start, sendOff) {
    ask_for("Edit the proposition", {
      fields: [{
        name: "text", label: "What the sides are about", type: "area", rows: 2, ...start("text", one.text),
        hint: "One sentence that can be affirmed or denied. `none` says that the debate has no sides.",
      }],
      send: sendOff,
    });
  }

  function editSummary(one, start, sendOff) {
    ask_for("Edit the summary", {
      fields: [{
        name: "text", label: "Summary", type: "area", rows: 7, ...start("text", one.text),
        hint: one.rule,
      }],
      send: sendOff,
    });
  }

  /* ---- keys ---- */

  const KEYS = {
    j: ["the next proposal", () => choose(chosen + 1)],
    k: ["the proposal before", () => choose(chosen < 0 ? -1 : chosen - 1)],
    a: ["accept it", () => press("accept")],
    r: ["reject it", () => press("reject")],
    e: ["edit it, or what has the focus", editCurrent],
    u: ["undo", () => takeBack()],
    "?": ["this help", () => showHelp()],
  };

  function current() {
    const focused = document.activeElement && document.activeElement.closest(".dgr-card");
    return focused || (chosen >= 0 ? cards[chosen] : null);
  }

  function press(what) {
    const one = current();
    const found = one && [...one.querySelectorAll("button")].find((other) => other.dataset.key.startsWith(`${what} `));
    if (found) found.click();
    else tell("Go to a proposal first, with j or k.");
  }

  function editCurrent() {
    const focused = document.activeElement.closest(".dgr-card, .dg-point, .dg-post, .dg-argument li, .dg-topic");
    const one = focused && focused !== current() ? focused : current();
    const found = one && (one.querySelector("[data-key^='change ']") || one.querySelector(".dgr-edit"));
    if (found) {
      found.focus({ preventScroll: true });
      found.click();
    } else tell("Go to something first that can be edited.");
  }

  function showHelp() {
    if (document.querySelector("dialog[open]")) return;
    const opener = document.activeElement;
    const dialog = make("dialog", { class: "dgr-dialog", "aria-labelledby": "dgr-title" },
      make("h2", { id: "dgr-title" }, "Keys for corrections"),
      make("ul", { class: "dgr-keys" }, ...Object.entries(KEYS).map(([key, [words]]) => make("li", {}, make("kbd", {}, key), ` ${words}`))));
    const rest = document.querySelector(".dg-keys");
    const row = make("p", { class: "dgr-row" }, button("Close", () => dialog.close(), { class: "dgr-button dgr-yes" }));
    if (rest) row.append(button("Keys of the page", () => { dialog.close(); rest.click(); }));
    dialog.append(row);
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (opener && opener.isConnected && !document.querySelector("dialog[open]")) opener.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
  }

  const silenced = () => { try { return localStorage.getItem("digest:keys") === "off"; } catch { return false; } };
  const typing = "input:not([type=radio]):not([type=checkbox]), select, textarea, [contenteditable], dialog";

  addEventListener("keydown", (event) => {  // registered before the page's own, which have j, k, r and ? as well
    if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key] || silenced()) return;
    const target = event.composedPath()[0];
    if (target.closest && target.closest(typing)) return;
    if (event.key === "u" && (!state || busy)) undoNext = true;
    if (!state) return;
    if ("jkar".includes(event.key) && !cards.length) return;  // nothing is proposed: these are the page's
    event.preventDefault();
    event.stopImmediatePropagation();
    KEYS[event.key][1]();
  }, true);

  /* ---- a reload leaves the reader where they were ---- */

  const kept = {
    take() {
      try {
        const found = JSON.parse(sessionStorage.getItem(KEPT));
        sessionStorage.removeItem(KEPT);
        return found && found.path === location.pathname ? found : null;
      } catch { return null; }
    },
    leave() {
      const landmarks = [...document.querySelectorAll(".md-content [id], .dgr-card[data-key]")];
      const near = landmarks.find((one) => one.getClientRects().length && one.getBoundingClientRect().bottom > 80);
      const focus = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.key : "";
      try {
        sessionStorage.setItem(KEPT, JSON.stringify({
          path: location.pathname, focus, said: status.textContent, panel: !panel.hidden, y: scrollY, inPanel: panel.scrollTop,
          near: near && (near.id || ""), top: near && near.getBoundingClientRect().top,
          open: [...document.querySelectorAll(".md-content details[open][id]")].map((one) => one.id),
        }));
      } catch { /* then it begins at the top */ }
    },
  };

  function restore(was) {
    (was.open || []).forEach((id) => {
      const one = document.getElementById(id);
      if (one) one.open = true;
    });
    if (was.panel) openPanel(true, false);
    panel.scrollTop = was.inPanel || 0;
    const near = was.near && document.getElementById(was.near);
    const settle = () => scrollTo({ top: near ? scrollY + near.getBoundingClientRect().top - was.top : was.y, behavior: "instant" });
    settle();
    const focus = was.focus && [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === was.focus && !one.disabled);
    if (focus) focus.focus({ preventScroll: true });
    if (was.said) tell(was.said);
    requestAnimationFrame(settle);  // the theme moves the page when it starts
  }

  function reload() {
    kept.leave();
    history.scrollRestoration = "manual";
    location.reload();
  }

  document.addEventListener("digest:reload", (event) => {
    if (!state) return;
    event.preventDefault();
    if (document.querySelector("dialog.dgr-dialog[open]")) late = true;  // after the form is closed
    else reload();
  });

  /* Somebody may have asked a model, or written in another window, while nobody looked here. */
  addEventListener("focus", async () => {
    if (!state || busy || document.querySelector("dialog.dgr-dialog[open]")) return;
    const now = await ask({}).catch(() => null);
    if (now && now.version !== state.version) {
      state = now;
      render();
    }
  });

  async function begin() {
    const was = kept.take();
    document.body.classList.add("dgr");
    document.body.append(bar, panel);
    try {
      state = await ask({});
    } catch (error) {
      count.textContent = "";
      tell(error.message);
      undo.disabled = review.disabled = help.disabled = true;
      return;
    }
    render();
    if (was) restore(was);
    history.scrollRestoration = "auto";
    done();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
