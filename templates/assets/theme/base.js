/* What Material's and Zensical's bundle, and the scripts beside this one, find their memory with. In a file, and not in
   each page as the themes have it, so that the Content-Security-Policy can refuse every script that stands in a page. */
(() => {
  "use strict";
  const scope = new URL("../..", document.currentScript.src); // the root of the site: this file is assets/theme/base.js
  const key = (name, at) => `${at.pathname}.${name}`;

  window.__md_scope = scope;
  window.__md_hash = (text) => [...text].reduce((sum, char) => (sum << 5) - sum + char.charCodeAt(0), 0);
  window.__md_get = (name, store = localStorage, at = scope) => JSON.parse(store.getItem(key(name, at)));
  window.__md_set = (name, value, store = localStorage, at = scope) => {
    try {
      store.setItem(key(name, at), JSON.stringify(value));
    } catch {
      // A reader who allows no storage gets a page that forgets.
    }
  };
  document.documentElement.setAttribute("data-platform", navigator.platform);
})();
