/* Reloads this page when it has changed, or when something went wrong or right. Asks only while somebody looks at it:
   a browser keeps few connections to one server. Whoever is writing something on the page can put the reload off. */
(function () {
  "use strict";
  var here = document.currentScript;
  var asking = null;

  function ask() {
    if (asking || document.visibilityState !== "visible") return;
    asking = new AbortController();
    var query = "?since=" + here.dataset.since + "&page=" + encodeURIComponent(location.pathname);
    fetch(here.dataset.events + query, { signal: asking.signal, cache: "no-store" })
      .then(function (answer) { return answer.json(); })
      .then(function (answer) {
        asking = null;
        if (!answer.changed) ask();
        else if (document.dispatchEvent(new Event("digest:reload", { cancelable: true }))) location.reload();
      })
      .catch(function (error) {
        asking = null;
        if (error.name !== "AbortError") setTimeout(ask, 1000);
      });
  }

  function stop() {
    if (asking) asking.abort();
  }

  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible") ask();
    else stop();
  });
  window.addEventListener("pagehide", stop);
  window.addEventListener("pageshow", ask);
  ask();
})();
