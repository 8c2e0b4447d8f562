"use strict";
// Small pieces that several views show: states, severities, counts, sortable headers, pagers.
(() => {
  const { h, number, many } = isogloss;
  const SEVERITIES = ["info", "warning", "error"];

  // How a page stands to its source: a shape and a word, so that nobody needs the colour.
  const state = (at) => {
    const { name, about } = isogloss.summary.states[at];
    return h("span", { class: `state state-${name}`, title: about }, name);
  };

  const severity = (at, text) => h("span", { class: `severity severity-${SEVERITIES[at]}` }, text || SEVERITIES[at]);

  // A count of findings: its look says how bad, its hidden text says it again.
  const badge = (at, value) =>
    value > 0 &&
    h(
      "span",
      { class: `badge badge-${SEVERITIES[at]}`, title: many(value, SEVERITIES[at]) },
      number(value),
      h("span", { class: "unseen" }, ` ${SEVERITIES[at]}${value === 1 ? "" : "s"} `),
    );

  const badges = (errors, warnings, infos) => [badge(2, errors), badge(1, warnings), badge(0, infos)];

  // A column header that sorts. `sort` is `{by, down}`.
  const header = (label, by, sort, onsort, props) => {
    const active = sort.by === by;
    return h(
      "th",
      {
        scope: "col",
        role: "columnheader",
        "aria-sort": active ? (sort.down ? "descending" : "ascending") : null,
        ...props,
      },
      h(
        "button",
        { type: "button", class: "sort", "data-sort": by, onclick: () => onsort(by) },
        label,
        h("span", { class: "arrow", "aria-hidden": "true" }, active ? (sort.down ? "↓" : "↑") : ""),
      ),
    );
  };

  // Previous and next, and where one is. `at` counts from 0.
  const pager = (at, size, total, go, what) => {
    const last = Math.max(0, Math.ceil(total / size) - 1);
    if (last === 0) return null;
    const button = (text, to, off) =>
      h("button", { type: "button", class: "quiet", disabled: off, "data-go": text, onclick: () => go(to) }, text);
    const from = at * size + 1;
    return h(
      "nav",
      { class: "pager", "aria-label": `Parts of the list of ${what}` },
      button("First", 0, at === 0),
      button("Previous", at - 1, at === 0),
      h("span", {}, `${number(from)}–${number(Math.min(total, from + size - 1))} of ${number(total)}`),
      button("Next", at + 1, at === last),
      button("Last", last, at === last),
    );
  };

  // Draws again what a control changed, and gives that control the focus back.
  const keepFocus = (host, draw) => {
    const had = host.contains(document.activeElement) ? document.activeElement : null;
    const which = had && ["data-sort", "data-go"].find((name) => had.hasAttribute(name));
    const value = which && had.getAttribute(which);
    draw();
    if (!which) return;
    const again = [...host.querySelectorAll(`[${which}]`)].filter((one) => one.getAttribute(which) === value);
    const target = again.find((one) => !one.disabled) || host.querySelector("nav.pager button:not([disabled])");
    if (target) target.focus();
  };

  // A labelled select. `options` are `[value, text]`.
  const select = (label, value, options, onchange) => {
    const node = h(
      "select",
      { onchange: (event) => onchange(event.target.value) },
      options.map(([key, text]) => h("option", { value: key, selected: key === value }, text)),
    );
    return h("label", { class: "field" }, h("span", {}, label), node);
  };

  const heading = (text, extra) => h("h1", { tabindex: "-1" }, text, extra);

  isogloss.parts = { SEVERITIES, state, severity, badge, badges, header, pager, keepFocus, select, heading };
})();
