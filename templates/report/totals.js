"use strict";
// How much there is of each: by locale, version, rule and verdict.
(() => {
  const { h, number } = isogloss;
  const { filter, parts } = isogloss;
  const sum = (counts) => counts.reduce((total, one) => total + one, 0);

  // A number that leads to the pages it counts.
  const linked = (value, ask, what) =>
    value > 0
      ? h(
          "a",
          { href: filter.link("pages", ask), "aria-label": `${number(value)}: show the pages, ${what}` },
          number(value),
        )
      : h("span", { class: "muted" }, "0");

  const table = (id, title, lead, head, rows, foot) =>
    h(
      "section",
      { class: "block", "aria-labelledby": id },
      h("h2", { id }, title),
      lead && h("p", { class: "muted" }, lead),
      h(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": id },
        h(
          "table",
          { class: "counts" },
          h(
            "thead",
            {},
            h(
              "tr",
              {},
              head.map((text, at) => h("th", { scope: "col", class: at > 0 ? "count" : null }, text)),
            ),
          ),
          h("tbody", {}, rows),
          foot,
        ),
      ),
    );

  const row = (name, cells) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, name),
      cells.map((one) => h("td", { class: "count" }, one)),
    );

  const freshness = () => {
    const { locales, states } = isogloss.summary;
    const used = states.filter((state) => sum(state.counts) > 0);
    const rows = locales.map((locale, at) =>
      row(
        [h("span", { class: "row-name" }, locale.tag), isogloss.matrix.bar(states.map((state) => state.counts[at]))],
        used.map((state) =>
          linked(state.counts[at], { locale: locale.tag, state: state.name }, `${state.name} in ${locale.tag}`),
        ),
      ),
    );
    const about = h(
      "dl",
      { class: "terms" },
      used.map((state) => [h("dt", {}, parts.state(states.indexOf(state))), h("dd", {}, state.about)]),
    );
    return [
      table("by-state", "Freshness by locale", "", ["Locale"].concat(used.map((state) => state.name)), rows),
      about,
    ];
  };

  const severities = () => {
    const rows = isogloss.summary.locales.map((locale) =>
      row(
        locale.tag,
        [number(locale.pages)].concat(
          locale.findings.map((value, at) => {
            const severity = parts.SEVERITIES[2 - at];
            return linked(value, { locale: locale.tag, severity }, `${severity} in ${locale.tag}`);
          }),
        ),
      ),
    );
    return table("by-locale", "Findings by locale", "", ["Locale", "Pages", "Errors", "Warnings", "Infos"], rows);
  };

  const versions = () => {
    const rows = isogloss.summary.versions.map(([name, pages, ...findings]) =>
      row(
        name || "no version",
        [number(pages)].concat(
          findings.map((value, at) => {
            const severity = parts.SEVERITIES[2 - at];
            return linked(
              value,
              { version: name || "none", severity },
              `${severity} in ${name || "pages without a version"}`,
            );
          }),
        ),
      ),
    );
    return table("by-version", "Findings by version", "", ["Version", "Pages", "Errors", "Warnings", "Infos"], rows);
  };

  const verdicts = () => {
    const { locales } = isogloss.summary;
    const rows = isogloss.summary.verdicts
      .filter((one) => sum(one.counts) > 0)
      .map((one) =>
        row(
          one.words,
          [linked(sum(one.counts), { verdict: one.name }, one.words)].concat(
            one.counts.map((value, at) =>
              linked(value, { verdict: one.name, locale: locales[at].tag }, `${one.words} in ${locales[at].tag}`),
            ),
          ),
        ),
      );
    if (rows.length === 0) return null;
    const head = ["Verdict", "All"].concat(locales.map((one) => one.tag));
    return table(
      "by-verdict",
      "Facts that differ, by verdict",
      "The verdicts say why pages differ; isogloss drift lists the same facts.",
      head,
      rows,
    );
  };

  const rules = () => {
    const { locales } = isogloss.summary;
    const rows = [...isogloss.summary.rules]
      .sort((a, b) => b.severity - a.severity || sum(b.counts) - sum(a.counts))
      .map((one) =>
        row(
          [parts.severity(one.severity), " ", h("code", {}, one.id), h("span", { class: "rule-about" }, one.summary)],
          [linked(sum(one.counts), { rule: one.id }, one.id)].concat(
            one.counts.map((value, at) =>
              linked(value, { rule: one.id, locale: locales[at].tag }, `${one.id} in ${locales[at].tag}`),
            ),
          ),
        ),
      );
    if (rows.length === 0) return h("p", { class: "empty" }, "Nothing was found.");
    const head = ["Rule", "All"].concat(locales.map((one) => one.tag));
    return table("by-rule", "Findings by rule", "isogloss explain RULE prints a rule's documentation.", head, rows);
  };

  isogloss.views.totals = (main) => {
    isogloss.fill(
      main,
      parts.heading("Totals"),
      freshness(),
      h("div", { class: "pair" }, severities(), versions()),
      verdicts(),
      rules(),
    );
  };
})();
