/* The scheme that a reader chose before, set before the page is painted. */
(() => {
  "use strict";
  let chosen = null;
  try {
    chosen = window.__md_get("__palette");
  } catch {
    return; // no storage, or somebody else's value in it
  }
  if (!chosen || !chosen.color) return;
  const color = chosen.color;
  if (color.media === "(prefers-color-scheme)") {
    const light = matchMedia("(prefers-color-scheme: light)").matches;
    const option = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${light ? "light" : "dark"})"]`);
    if (option) {
      for (const name of ["media", "scheme", "primary", "accent"]) color[name] = option.getAttribute(`data-md-color-${name}`);
    }
  }
  for (const [name, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${name}`, value);
})();
