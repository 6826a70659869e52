/* A comment in its context, shown while a link to it is pointed at or has the focus. */
(() => {
  "use strict";

  const { anchorOf, make } = window.digest;
  const pages = new Map();
  let box = null, owner = null, waiting = 0;

  function pageOf(address) {
    const bare = address.replace(/#.*/, "");
    if (bare === location.href.replace(/#.*/, "")) return Promise.resolve(document);
    if (!pages.has(bare)) {
      pages.set(bare, fetch(bare).then((answer) => answer.ok ? answer.text() : "")
        .then((text) => new DOMParser().parseFromString(text, "text/html")));
    }
    return pages.get(bare);
  }

  function squeezed(text) {
    return text.replace(/[“”„«»"]/g, "").replace(/\s+/g, " ").trim();
  }

  /* The words that a link stands behind: those of the quotation that it ends, or of the sentence that it follows. */
  function quoted(link) {
    const quote = link.closest("blockquote");
    const near = quote || link.closest(".dg-point, .dg-said, li, p");
    if (!near) return "";
    const words = (quote || near.querySelector("blockquote") || near).cloneNode(true);
    words.querySelectorAll("cite").forEach((cite) => cite.remove());
    return squeezed(quote ? words.textContent : (words.textContent.match(/[“„«]([^“”»]{12,})[“”»]/) || ["", ""])[1]);
  }

  function mark(copy, words) {
    if (words.length < 12) return;
    for (const part of copy.querySelectorAll("p, li, blockquote")) {
      const text = squeezed(part.textContent);
      const at = text.indexOf(words.replace(/ …$/, ""));
      if (at < 0) continue;
      const end = at + words.replace(/ …$/, "").length;
      part.replaceChildren(text.slice(0, at), make("mark", { class: "dg-mark" }, text.slice(at, end)), text.slice(end));
      return;
    }
  }

  function show(link) {
    const id = anchorOf(link);
    pageOf(link.href).then((page) => {
      const heading = page.getElementById(id);
      const post = heading && heading.closest(".dg-post");
      if (!post || owner !== link) return;
      const copy = make("div", { class: "dg-preview md-typeset", role: "tooltip", id: "dg-preview" });
      const name = make("strong", {}, heading.firstChild.textContent.trim());
      copy.append(name);
      for (const part of post.querySelectorAll(":scope > :is(p, ul, blockquote, pre):not(.dg-after)")) {
        copy.append(document.importNode(part, true));
      }
      copy.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
      copy.querySelectorAll("a").forEach((one) => one.replaceWith(...one.childNodes));
      mark(copy, quoted(link));
      box = copy;
      document.querySelector("main").append(copy);
      link.setAttribute("aria-describedby", "dg-preview");
      place(link, copy);
      const marked = copy.querySelector("mark");
      if (marked) copy.scrollTop = Math.max(0, marked.offsetTop - 60);
      copy.addEventListener("mouseenter", () => clearTimeout(waiting));
      copy.addEventListener("mouseleave", leave);
    }, () => {});
  }

  function place(link, copy) {
    const at = link.getClientRects()[0], room = document.documentElement.clientWidth;
    const from = (copy.offsetParent || document.documentElement).getBoundingClientRect();
    copy.style.left = `${Math.max(8, Math.min(at.left, room - copy.offsetWidth - 8)) - from.left}px`;
    const under = at.bottom + 6 + copy.offsetHeight < innerHeight || at.top < copy.offsetHeight + 70;
    copy.style.top = `${(under ? at.bottom + 6 : at.top - copy.offsetHeight - 6) - from.top}px`;
  }

  function hide() {
    clearTimeout(waiting);
    if (owner) owner.removeAttribute("aria-describedby");
    if (box) box.remove();
    box = owner = null;
  }

  function enter(link, delay) {
    if (link === owner) {
      clearTimeout(waiting);
      return;
    }
    hide();
    owner = link;
    waiting = setTimeout(() => show(link), delay);
  }

  function leave() {
    clearTimeout(waiting);
    waiting = setTimeout(hide, 200);
  }

  const wanted = (target) => target.closest && target.closest(".md-content a[href*='#post-']:not(.headerlink)");
  if (matchMedia("(hover: hover)").matches) {
    document.addEventListener("mouseover", (event) => {
      const link = wanted(event.target);
      if (link) enter(link, 300);
    });
    document.addEventListener("mouseout", (event) => { if (wanted(event.target)) leave(); });
  }
  document.addEventListener("focusin", (event) => {
    const link = wanted(event.target);
    if (link && link.matches(":focus-visible")) enter(link, 300);
    else if (!box || !box.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("click", hide);
})();
