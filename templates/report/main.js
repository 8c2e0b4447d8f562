"use strict";
// Which view is shown, and reading the rows.
(() => {
  const { summary, views, filter, h } = isogloss;
  const main = document.getElementById("main");
  const TITLES = { pages: "Pages", totals: "Totals", damage: "Damage", trend: "Trend" };
  let current = null;
  let moved = false;

  if (!summary) {
    isogloss.fill(
      main,
      h("h1", {}, "This report is not whole"),
      h("p", { class: "notice" }, "data/summary.js is missing or cannot be read: write the report again."),
    );
    return;
  }

  // Who follows a link goes on reading at the top of what it leads to.
  isogloss.settle = () => {
    const heading = main.querySelector("h1");
    if (heading && moved) heading.focus({ preventScroll: true });
    if (heading) isogloss.say(heading.textContent);
  };

  const route = () => {
    const { view, page, filter: given } = filter.read();
    const name = views[view] ? view : "pages";
    if (current && current.leave) current.leave();
    for (const link of document.querySelectorAll("[data-view]")) {
      const isHere = link.dataset.view === (name === "page" ? "pages" : name);
      if (isHere) link.setAttribute("aria-current", name === "page" ? "true" : "page");
      else link.removeAttribute("aria-current");
    }
    document.title = `${TITLES[name] || "Page"} – Isogloss report`;
    current = views[name](main, given, page) || null;
    if (moved) scrollTo(0, 0);
    isogloss.settle();
  };

  // The skip link goes to the content, not to a view of that name.
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  addEventListener("hashchange", () => {
    moved = true;
    route();
  });
  document.getElementById("about").textContent = `Written by Isogloss ${summary.version}.`;
  route();

  // The first part has the rows that come first; the rest follows while they are looked at.
  const read = async () => {
    for (let at = 0; at < summary.parts.rows; at += 1) {
      const rows = await isogloss.load("rows", at);
      for (const row of rows) isogloss.rows.push(row);
      const isLast = at + 1 === summary.parts.rows;
      if ((at === 0 || isLast) && current && current.arrived) current.arrived();
      if (at === 0) performance.mark("isogloss-first-rows");
    }
    performance.mark("isogloss-all-rows");
  };
  read().catch((error) => main.prepend(h("p", { class: "notice" }, error.message)));
})();
