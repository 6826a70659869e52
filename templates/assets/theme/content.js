/* Content tabs: the ones that a reader chose before, and the one that the address names. */
(() => {
  "use strict";
  let chosen = null;
  try {
    chosen = window.__md_get("__tabs");
  } catch {
    chosen = null; // no storage
  }
  if (Array.isArray(chosen) && document.currentScript.hasAttribute("data-linked")) {
    for (const set of document.querySelectorAll(".tabbed-set")) {
      const labels = [...set.querySelectorAll(".tabbed-labels label")];
      const label = labels.find((one) => chosen.includes(one.innerText.trim()));
      const input = label && document.getElementById(label.htmlFor);
      if (input) input.checked = true;
    }
  }
  const target = document.getElementById(location.hash.slice(1));
  if (target && target.name) target.checked = target.name.startsWith("__tabbed_");
})();
