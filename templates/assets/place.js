/* Where a reader was: remembered in this browser only, and offered, never forced, when the page is opened again. */
(() => {
  "use strict";

  const { _, keep, make } = window.digest;
  const name = `place:${location.pathname}`;
  const stops = [...document.querySelectorAll(".md-content :is(h2, h3)[id]")].filter((one) => one.getClientRects().length);
  const known = keep.get(name);

  function offer(heading) {
    const words = heading.firstChild.textContent.trim();
    const go = make("a", { href: `#${heading.id}` }, _("Continue reading at %(place)s", { place: words }));
    const no = make("button", { type: "button", class: "dg-button", "aria-label": _("Dismiss") }, "×");
    const note = make("aside", { class: "dg-place", "aria-label": _("Where you were") }, go, no);
    const away = () => note.remove();
    go.addEventListener("click", away);
    no.addEventListener("click", away);
    document.body.append(note);
    setTimeout(away, 20000);
  }

  const opened = performance.getEntriesByType("navigation")[0];
  if (known && !location.hash && scrollY < 200 && (!opened || opened.type !== "back_forward")) {
    const heading = document.getElementById(known);
    if (heading && stops.indexOf(heading) > 1) offer(heading);
  }

  let timer = 0;
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      let last = null;
      for (const one of stops) {  // the last that stands above the middle of the window
        if (!one.getClientRects().length) continue;
        if (one.getBoundingClientRect().top > innerHeight / 2) break;
        last = one;
      }
      const ended = innerHeight + scrollY > document.documentElement.scrollHeight - 300;
      keep.set(name, last && !ended && stops.indexOf(last) > 1 ? last.id : null);
    }, 400);
  }, { passive: true });
})();
