"use strict";
// How the numbers moved from run to run.
(() => {
  const { h, number, many } = isogloss;
  const { filter, parts } = isogloss;
  const SPACE = "http://www.w3.org/2000/svg";
  const svg = (tag, props, ...children) => {
    const node = document.createElementNS(SPACE, tag);
    for (const [name, value] of Object.entries(props)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };

  const SERIES = [
    ["errors", "error"],
    ["warnings", "warning"],
    ["infos", "info"],
  ];

  // A step of 1, 2 or 5 and zeros, so that the axis has about four lines.
  const step = (most) => {
    const rough = Math.max(1, most / 4);
    const power = 10 ** Math.floor(Math.log10(rough));
    return [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough);
  };

  // Drawn for the room there is, so that its letters keep their size.
  const chart = (runs, room) => {
    const wide = Math.max(300, Math.min(1100, room));
    const [high, left, right, top, low] = [300, 56, 84, 16, 40];
    const most = Math.max(1, ...runs.flatMap((run) => SERIES.map(([key]) => run[key])));
    const tick = step(most);
    const ceiling = Math.ceil(most / tick) * tick;
    const x = (at) => left + (runs.length === 1 ? 0 : (at * (wide - left - right)) / (runs.length - 1));
    const y = (value) => top + (1 - value / ceiling) * (high - top - low);
    const node = svg("svg", { viewBox: `0 0 ${wide} ${high}`, class: "chart", "aria-hidden": "true" });
    for (let value = 0; value <= ceiling; value += tick) {
      node.append(svg("line", { x1: left, x2: wide - right, y1: y(value), y2: y(value), class: "grid" }));
      node.append(svg("text", { x: left - 8, y: y(value) + 4, class: "axis end" }, number(value)));
    }
    const every = Math.ceil(runs.length / Math.max(2, Math.floor(wide / 160)));
    runs.forEach((run, at) => {
      const after = runs.length - 1 - at;
      if (after > 0 && (at % every || after < every)) return;
      const name = isogloss.visible(run.name);
      const anchor = at === 0 ? "start" : at === runs.length - 1 ? "end" : "middle";
      node.append(
        svg(
          "text",
          { x: x(at), y: high - 12, class: `axis ${anchor}` },
          name.length > 18 ? `${name.slice(0, 17)}…` : name,
        ),
      );
    });
    // Labels at the lines' ends, moved apart where lines end close together.
    const ends = SERIES.map(([key, name]) => ({ name, key, at: y(runs[runs.length - 1][key]) })).sort(
      (a, b) => a.at - b.at,
    );
    ends.forEach((end, i) => {
      if (i > 0) end.at = Math.max(end.at, ends[i - 1].at + 16);
    });
    const over = ends[ends.length - 1].at - y(0);
    if (over > 0) ends.forEach((end, i) => (end.at = Math.min(end.at, y(0) - 16 * (ends.length - 1 - i))));
    for (const { key, name, at } of ends) {
      node.append(
        svg("polyline", {
          points: runs.map((run, i) => `${x(i)},${y(run[key])}`).join(" "),
          class: `series series-${name}`,
        }),
      );
      runs.forEach((run, i) =>
        node.append(svg("circle", { cx: x(i), cy: y(run[key]), r: 3.5, class: `dot dot-${name}` })),
      );
      node.append(svg("text", { x: wide - right + 12, y: at + 4, class: `axis label-${name}` }, key));
    }
    return h(
      "figure",
      { class: "figure" },
      node,
      h("figcaption", { class: "muted" }, "Findings of each run; the table below has the numbers."),
    );
  };

  const signed = (value) => (value > 0 ? `+${number(value)}` : value < 0 ? `−${number(-value)}` : "0");
  const delta = (value) => h("span", { class: value > 0 ? "worse" : value < 0 ? "better" : "muted" }, signed(value));

  const tables = ({ runs, rules }) => {
    const head = (list) =>
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          list.map((text, at) => h("th", { scope: "col", class: at > 0 ? "count" : null }, text)),
        ),
      );
    const cell = (content) => h("td", { class: "count" }, content);
    const line = (run) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, run.name),
        [run.pages, run.errors, run.warnings, run.infos].map((value) => cell(number(value))),
      );
    const last = runs.length - 1;
    const moved = rules
      .map(([id, counts]) => [id, counts, counts[last] - counts[last - 1]])
      .filter((one) => one[2] !== 0)
      .sort((a, b) => Math.abs(b[2]) - Math.abs(a[2]) || (a[0] < b[0] ? -1 : 1));
    const name = (id, value) =>
      value > 0 ? h("a", { href: filter.link("pages", { rule: id }) }, h("code", {}, id)) : h("code", {}, id);
    const scroll = (id, table) =>
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": id }, table);
    return [
      h(
        "section",
        { class: "block", "aria-labelledby": "runs" },
        h("h2", { id: "runs" }, "Runs"),
        scroll(
          "runs",
          h(
            "table",
            { class: "counts" },
            head(["Run", "Pages", "Errors", "Warnings", "Infos"]),
            h("tbody", {}, runs.map(line)),
          ),
        ),
      ),
      h(
        "section",
        { class: "block", "aria-labelledby": "moved" },
        h("h2", { id: "moved" }, `Rules that moved since ${isogloss.visible(runs[last - 1].name)}`),
        moved.length === 0
          ? h("p", { class: "empty" }, "None.")
          : scroll(
              "moved",
              h(
                "table",
                { class: "counts" },
                head(["Rule", "Before", "Now", "Change"]),
                h(
                  "tbody",
                  {},
                  moved.map(([id, counts, by]) =>
                    h(
                      "tr",
                      {},
                      h("th", { scope: "row" }, name(id, counts[last])),
                      cell(number(counts[last - 1])),
                      cell(number(counts[last])),
                      cell(delta(by)),
                    ),
                  ),
                ),
              ),
            ),
      ),
    ];
  };

  isogloss.views.trend = (main) => {
    const { trend } = isogloss.summary;
    if (!trend) {
      isogloss.fill(
        main,
        parts.heading("Trend"),
        h(
          "p",
          { class: "lead" },
          "This report knows no earlier run. Keep the file that ",
          h("code", {}, "isogloss check --report json=FILE"),
          " writes, and name it next time:",
        ),
        h("pre", { class: "excerpt" }, h("code", {}, "isogloss report docs -o report --history runs/*.json")),
      );
      return;
    }
    const before = trend.runs[trend.runs.length - 2].name;
    isogloss.fill(
      main,
      parts.heading("Trend"),
      h(
        "p",
        { class: "lead" },
        `Since ${isogloss.visible(before)}: `,
        h("strong", {}, many(trend.new, "new finding")),
        " and ",
        h("strong", {}, `${number(trend.gone)} gone`),
        ".",
      ),
      chart(trend.runs, main.clientWidth - 80),
      ...tables(trend),
    );
  };
})();
