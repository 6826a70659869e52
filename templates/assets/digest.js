/* Reading aids. Every page can be read without them, and nothing here speaks to another host. */
(function () {
  "use strict";

  function ready(run) {
    if (window.document$ && window.document$.subscribe) window.document$.subscribe(run);
    else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
    else run();
  }

  function posts() {
    return Array.from(document.querySelectorAll(".dg-post"));
  }

  /* Filter a transcript by person and side; the choice stays in the address, so that it can be shared. */
  function filters() {
    var slot = document.querySelector(".dg-filter-slot:empty");
    var all = posts();
    if (!slot) return;
    var chosen = new URLSearchParams(location.search);
    var bar = document.createElement("form");
    bar.className = "dg-filter";
    bar.setAttribute("role", "search");
    bar.setAttribute("aria-label", "Filter the comments of this page");
    var everybody = people(all);
    var person = choice("Person", "person", everybody, chosen.get("person"));
    var side = choice("Side", "side", [
      ["support", "agrees"], ["attack", "disagrees"], ["neutral", "neither"]
    ], chosen.get("side"));
    var count = document.createElement("output");
    if (everybody.length < all.length) bar.append(person.label);  // else nobody is named, or nobody speaks twice
    bar.append(side.label, count);
    slot.append(bar);

    function apply() {
      var shown = 0;
      all.forEach(function (post) {
        var fits = (!person.field.value || post.dataset.person === person.field.value) &&
          (!side.field.value || post.dataset.side === side.field.value);
        post.classList.toggle("dg-filtered", !fits);
        if (fits) shown += 1;
      });
      count.textContent = shown === all.length ? "" : shown + " of " + all.length + " comments";
    }
    bar.addEventListener("submit", function (event) { event.preventDefault(); });
    bar.addEventListener("change", function () {
      var search = new URLSearchParams(location.search);
      [person.field, side.field].forEach(function (field) {
        if (field.value) search.set(field.name, field.value);
        else search.delete(field.name);
      });
      var text = search.toString();
      history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "") + location.hash);
      apply();
    });
    apply();
  }

  function people(all) {
    var counts = new Map();
    all.forEach(function (post) {
      var name = post.dataset.person;
      counts.set(name, (counts.get(name) || 0) + 1);
    });
    return Array.from(counts).sort(function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); })
      .map(function (pair) { return [pair[0], pair[0] + " (" + pair[1] + ")"]; });
  }

  function choice(title, name, options, value) {
    var label = document.createElement("label");
    var field = document.createElement("select");
    label.textContent = title + " ";
    field.name = name;
    [["", "all"]].concat(options).forEach(function (pair) {
      var option = document.createElement("option");
      option.value = pair[0];
      option.textContent = pair[1];
      field.append(option);
    });
    if (value) field.value = value;
    if (field.selectedIndex < 0) field.selectedIndex = 0;
    label.append(field);
    return { label: label, field: field };
  }

  /* j and k walk through comments or the units of an argument, o goes to the next standing objection. */
  var stops = ".dg-post, .dg-point, .dg-said, .dg-argument li";
  var objections = ".dg-rel.dg-attack ~ .dg-standing.dg-stands, .dg-rel.dg-attack ~ .dg-standing.dg-answered";

  function keys(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (event.key === "j") walk(stops, 1);
    else if (event.key === "k") walk(stops, -1);
    else if (event.key === "o") walk(objections, 1);
  }

  function walk(selector, step) {
    var line = 90;
    var all = Array.from(document.querySelectorAll(selector)).filter(function (one) { return one.offsetParent; });
    var tops = all.map(function (one) { return one.getBoundingClientRect().top; });
    var at = -1;
    if (step > 0) at = tops.findIndex(function (top) { return top > line + 4; });
    else tops.forEach(function (top, index) { if (top < line - 4) at = index; });
    if (at < 0) return;
    var calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollTo({ top: scrollY + tops[at] - line, behavior: calm ? "auto" : "smooth" });
    all[at].setAttribute("tabindex", "-1");
    all[at].focus({ preventScroll: true });
  }

  /* The theme's search dialog has no name of its own. */
  function nameSearch() {
    var search = document.querySelector(".md-search[role=dialog]:not([aria-label])");
    if (search) search.setAttribute("aria-label", "Search");
  }

  document.addEventListener("keydown", keys);
  ready(nameSearch);
  ready(filters);
})();
