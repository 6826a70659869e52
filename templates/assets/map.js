/* An argument map: larger, smaller, as wide as the page, and moved by dragging. Without this it scrolls. */
(() => {
  "use strict";

  const { _, make } = window.digest;

  for (const figure of document.querySelectorAll(".dg-on-wide")) {
    const map = figure.querySelector("svg"), width = map.width.baseVal.value, height = map.height.baseVal.value;
    const field = figure.querySelector(".dg-field");
    const tools = figure.querySelector(".dg-map-tools");
    let scale = 1;

    const zoom = (to) => {
      const middle = [(field.scrollLeft + field.clientWidth / 2) / scale, (field.scrollTop + field.clientHeight / 2) / scale];
      scale = Math.min(2.5, Math.max(0.25, to));
      map.setAttribute("width", width * scale);
      map.setAttribute("height", height * scale);
      field.scrollTo(middle[0] * scale - field.clientWidth / 2, middle[1] * scale - field.clientHeight / 2);
    };
    const fit = () => zoom(Math.min(1, (field.clientWidth - 2) / width));
    const button = (label, name, run) => {
      const one = make("button", { type: "button", class: "dg-button", "aria-label": name, title: name }, label);
      one.addEventListener("click", run);
      return one;
    };
    tools.append(button("+", _("Larger"), () => zoom(scale * 1.25)), button("−", _("Smaller"), () => zoom(scale / 1.25)),
      button("1:1", _("Original size"), () => zoom(1)), button("↔", _("Fit to width"), fit));

    field.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;  // the wheel alone scrolls the page
      event.preventDefault();
      zoom(scale * (event.deltaY < 0 ? 1.1 : 1 / 1.1));
    }, { passive: false });

    let from = null, moved = false;
    field.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse" && event.button === 0) {
        from = [event.clientX + field.scrollLeft, event.clientY + field.scrollTop];
        moved = false;
      }
    });
    addEventListener("pointermove", (event) => {
      if (!from) return;
      const to = [from[0] - event.clientX, from[1] - event.clientY];
      moved = moved || Math.abs(to[0] - field.scrollLeft) + Math.abs(to[1] - field.scrollTop) > 4;
      if (moved) field.scrollTo(to[0], to[1]);
    });
    addEventListener("pointerup", () => { from = null; });
    field.addEventListener("dragstart", (event) => event.preventDefault());
    field.addEventListener("click", (event) => { if (moved) event.preventDefault(); }, true);
  }
})();
