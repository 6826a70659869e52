/* A transcript: filter it, sort it, fold replies away. The choice stays in the address. */
(() => {
  "use strict";

  const { _, anchorOf, inAddress, make, nextObjection, ngettext, number } = window.digest;
  const posts = [...document.querySelectorAll(".dg-post")];
  const facts = new Map(posts.map((post, at) => [post, {
    at,
    depth: Number(post.dataset.depth),
    person: post.dataset.person,
    side: post.dataset.side,
    when: post.dataset.when || "",
    disputed: Number(post.dataset.disputed || 0),
    threads: [...post.querySelectorAll(".dg-after a[href]:not([href*='#'])")].map((link) => link.textContent),
  }]));

  /* ---- replies ---- */

  const below = (post) => {  // all that follow a post and stand deeper
    const { at, depth } = facts.get(post);
    let end = at + 1;
    while (end < posts.length && facts.get(posts[end]).depth > depth) end += 1;
    return posts.slice(at + 1, end);
  };

  function showFolds() {
    let deepest = Infinity;
    for (const post of posts) {
      const { depth } = facts.get(post);
      const hidden = depth > deepest;
      post.classList.toggle("dg-folded", hidden);
      if (!hidden) deepest = post.dataset.folded === undefined ? Infinity : depth;
    }
  }

  function fold(post, folded) {
    const button = post.querySelector(".dg-fold");
    if (!button) return;
    if (folded) post.dataset.folded = "";
    else delete post.dataset.folded;
    button.setAttribute("aria-expanded", String(!folded));
    button.textContent = (folded ? "+ " : "− ") + ngettext("%(num)s reply", "%(num)s replies", Number(button.dataset.count));
  }

  const inThread = document.querySelector("#exchange");
  if (!inThread) {
    posts.forEach((post, at) => {
      const next = posts[at + 1];
      if (!next || facts.get(next).depth <= facts.get(post).depth) return;
      const button = make("button", { type: "button", class: "dg-fold" });
      button.dataset.count = String(below(post).length);
      post.append(button);
      fold(post, false);
    });
    document.addEventListener("click", (event) => {
      const button = event.target.closest(".dg-fold");
      if (!button) return;
      const post = button.closest(".dg-post");
      fold(post, post.dataset.folded === undefined);
      showFolds();
    });
  }

  function reveal() {  // a link may lead to a reply that is folded away, or to one that is filtered out
    const target = document.getElementById(anchorOf(location));
    const post = target && target.closest(".dg-post");
    if (!post || post.getClientRects().length) return;
    posts.slice(0, facts.get(post).at).forEach((one) => { if (one.dataset.folded !== undefined && below(one).includes(post)) fold(one, false); });
    showFolds();
    if (post.classList.contains("dg-filtered") && clear) clear();
    target.scrollIntoView();
  }

  /* ---- the bar above them ---- */

  let clear = null;
  const slot = document.querySelector(".dg-filter-slot:empty");

  const orders = {
    disputed: [_("most disputed first"), (a, b) => b.disputed - a.disputed || a.at - b.at],
    newest: [_("newest first"), (a, b) => (a.when < b.when ? 1 : a.when > b.when ? -1 : a.at - b.at)],
    oldest: [_("oldest first"), (a, b) => (a.when > b.when ? 1 : a.when < b.when ? -1 : a.at - b.at)],
  };

  function counted(values) {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name, count]) => [name, `${name} (${number(count)})`]);
  }

  function choice(title, name, options, first) {
    const field = make("select", { name }, make("option", { value: "" }, first),
      ...options.map(([value, words]) => make("option", { value }, words)));
    const wanted = new URLSearchParams(location.search).get(name);
    if (wanted && options.some(([value]) => value === wanted)) field.value = wanted;
    return { field, label: make("label", {}, `${title} `, field) };
  }

  function bar() {
    const all = [...facts.values()];
    const people = counted(all.map((one) => one.person));
    const threads = counted(all.flatMap((one) => one.threads));
    const dated = new Set(all.map((one) => one.when)).size > 2;
    const person = choice(_("Person"), "person", people, _("all"));
    const side = choice(_("Side"), "side", [["support", _("agrees")], ["attack", _("disagrees")], ["neutral", _("neutral")],
      ["disputed", _("disputed")]], _("all"));
    const thread = choice(_("Thread"), "thread", threads, _("all"));
    const order = choice(_("Order"), "order", Object.entries(orders)
      .filter(([name]) => name === "disputed" ? all.some((one) => one.disputed) : dated).map(([name, [words]]) => [name, words]), _("replies below comments"));
    const count = make("output", {});
    const foldAll = make("button", { type: "button", class: "dg-button" }, _("Hide replies"));
    const objection = make("button", { type: "button", class: "dg-button" }, _("Next objection"));
    const form = make("form", { class: "dg-filter", id: "dg-filter", "aria-label": _("Filter and sort the comments on this page") });
    if (people.length < all.length) form.append(person.label);  // else nobody is named, or nobody speaks twice
    form.append(side.label);
    if (threads.length > 1) form.append(thread.label);
    if (order.field.options.length > 1) form.append(order.label);
    form.hidden = ![...form.querySelectorAll("select")].some((field) => field.value);
    const open = make("button", { type: "button", class: "dg-button", "aria-controls": "dg-filter", "aria-expanded": String(!form.hidden) }, _("Filter and sort"));
    open.addEventListener("click", () => {
      form.hidden = !form.hidden;
      open.setAttribute("aria-expanded", String(!form.hidden));
    });
    const row = make("div", { class: "dg-tools", role: "group", "aria-label": _("Reading aids") }, open, foldAll);
    if (document.querySelector(".dg-post[data-objects]")) row.append(objection);
    row.append(count);
    slot.append(row, form);

    const shown = (one) =>
      (!person.field.value || one.person === person.field.value) &&
      (!side.field.value || (side.field.value === "disputed" ? one.disputed > 0 : one.side === side.field.value)) &&
      (!thread.field.value || one.threads.includes(thread.field.value));

    const first = document.createComment("comments");
    posts[0].before(first);
    let sorted = "";

    function apply() {
      let hits = 0;
      for (const post of posts) {
        const fits = shown(facts.get(post));
        post.classList.toggle("dg-filtered", !fits);
        hits += fits;
      }
      if (order.field.value !== sorted) {
        sorted = order.field.value;
        const by = sorted ? orders[sorted][1] : (a, b) => a.at - b.at;
        first.after(...[...posts].sort((a, b) => by(facts.get(a), facts.get(b))));
      }
      const apart = Boolean(sorted) || hits < posts.length;  // out of their order, comments are not set in
      posts.forEach((post) => post.classList.toggle("dg-apart", apart));
      foldAll.disabled = apart;
      if (apart) posts.forEach((post) => post.classList.remove("dg-folded"));
      else showFolds();
      count.textContent = hits === posts.length ? "" : _("%(shown)s of %(total)s comments", { shown: hits, total: posts.length });
    }

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", (event) => {
      inAddress(event.target.name, event.target.value);
      apply();
    });
    foldAll.addEventListener("click", () => {
      const hide = foldAll.dataset.folded === undefined;
      foldAll.toggleAttribute("data-folded", hide);
      posts.forEach((post) => { if (facts.get(post).depth === 0) fold(post, hide); });
      foldAll.textContent = hide ? _("Show replies") : _("Hide replies");
      showFolds();
    });
    objection.addEventListener("click", nextObjection);
    clear = () => {
      [person, side, thread].forEach(({ field }) => { field.value = ""; inAddress(field.name, ""); });
      apply();
    };
    apply();
  }

  if (slot) bar();
  addEventListener("hashchange", reveal);
  reveal();
})();
