"use strict";
// Pages and locales: which page is behind where, and how much harm it does.
(() => {
  const { h, number, many, foreign } = isogloss;
  const { filter, parts } = isogloss;
  const SIZE = 100;
  let shown = { rows: [], filter: {} };

  // How much of each locale is fresh: one bar a locale, which also filters.
  const bar = (counts) => {
    const total = counts.reduce((sum, one) => sum + one, 0);
    const { states } = isogloss.summary;
    return h(
      "span",
      { class: "bar", "aria-hidden": "true" },
      counts.map((count, at) => {
        if (count === 0) return null;
        const part = h("span", {
          class: `part part-${states[at].name}`,
          title: `${states[at].name}: ${number(count)}`,
        });
        part.style.flexGrow = String(count / total);
        return part;
      }),
    );
  };

  const localeCard = (locale, at, ask, change) => {
    const { states } = isogloss.summary;
    const counts = states.map((state) => state.counts[at]);
    const chosen = ask.locale === locale.tag;
    const [errors, warnings, infos] = locale.findings;
    const told = states.map((state) => [state.name, state.counts[at]]).filter(([, value]) => value > 0);
    return h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          class: "card",
          "aria-pressed": String(chosen),
          onclick: () => change({ locale: chosen ? "" : locale.tag }),
        },
        h(
          "span",
          { class: "card-head" },
          h("strong", {}, locale.tag),
          h("span", { class: "muted" }, locale.name || ""),
        ),
        bar(counts),
        h(
          "span",
          { class: "legend" },
          told.map(([name, value]) => h("span", { class: `state state-${name}` }, `${number(value)} ${name}`)),
        ),
        h("span", { class: "card-counts" }, parts.badges(errors, warnings, infos)),
      ),
    );
  };

  const fields = (ask, change) => {
    const { locales, versions, rules, verdicts, states } = isogloss.summary;
    const sum = (counts) => counts.reduce((total, one) => total + one, 0);
    const any = [["", "any"]];
    const search = h("input", {
      type: "search",
      value: ask.q || "",
      placeholder: "words of a path or title",
      autocomplete: "off",
      spellcheck: "false",
      oninput: (event) => change({ q: event.target.value }, true),
    });
    const version = versions.map(([name, pages]) => [name || "none", `${name || "no version"} (${number(pages)})`]);
    const isWorse = (a, b) => sum(b.counts) - sum(a.counts);
    return h(
      "form",
      { class: "filters", role: "search", "aria-label": "Filter pages", onsubmit: (event) => event.preventDefault() },
      h("label", { class: "field field-wide" }, h("span", {}, "Search"), search),
      parts.select("Locale", ask.locale || "", any.concat(locales.map((one) => [one.tag, one.tag])), (locale) =>
        change({ locale }),
      ),
      versions.length > 1 &&
        parts.select("Version", ask.version || "", any.concat(version), (version) => change({ version })),
      parts.select(
        "Freshness",
        ask.state || "",
        any.concat(
          states
            .filter((one) => sum(one.counts) > 0)
            .map((one) => [one.name, `${one.name} (${number(sum(one.counts))})`]),
        ),
        (state) => change({ state }),
      ),
      parts.select(
        "Severity",
        ask.severity || "",
        any.concat([...parts.SEVERITIES].reverse().map((one) => [one, one])),
        (severity) => change({ severity }),
      ),
      parts.select(
        "Rule",
        ask.rule || "",
        any.concat([...rules].sort(isWorse).map((one) => [one.id, `${one.id} (${number(sum(one.counts))})`])),
        (rule) => change({ rule }),
      ),
      parts.select(
        "Verdict",
        ask.verdict || "",
        any.concat(
          verdicts
            .filter((one) => sum(one.counts) > 0)
            .map((one) => [one.name, `${one.words} (${number(sum(one.counts))})`]),
        ),
        (verdict) => change({ verdict }),
      ),
      h("button", { type: "button", class: "quiet reset", onclick: () => change(null) }, "Clear filters"),
    );
  };

  const cell = (data, ask, tag) => {
    const empty = () =>
      h(
        "span",
        { class: "muted" },
        h("span", { "aria-hidden": "true" }, "–"),
        h("span", { class: "unseen" }, "no page"),
      );
    const off = data && !filter.cellMatches(data, { ...ask, words: [] });
    return h(
      "td",
      { role: "cell", "data-label": tag, class: off ? "cell off" : "cell" },
      data
        ? [parts.state(data[0]), " ", h("span", { class: "cell-counts" }, parts.badges(...filter.harm(data, ask)))]
        : empty(),
    );
  };

  const line = (row, ask) => {
    const { locales, versions } = isogloss.summary;
    const [key, title, locale, of, facts, cells] = row;
    return h(
      "tr",
      { role: "row" },
      h(
        "th",
        { scope: "row", role: "rowheader", class: "page-name" },
        h("a", { href: filter.pageLink(key) }, foreign(title || key, locale)),
        h("span", { class: "path" }, key),
      ),
      versions.length > 1 &&
        h("td", { role: "cell", "data-label": "version" }, of.map((at) => versions[at][0]).join(", ")),
      h(
        "td",
        { role: "cell", "data-label": "facts that differ", class: "count" },
        facts > 0 ? number(facts) : h("span", { class: "muted" }, "0"),
      ),
      cells.map((data, at) => (ask.locale < 0 || ask.locale === at) && cell(data, ask, locales[at].tag)),
    );
  };

  const compare = (sort, ask) => {
    const sums = (row) => {
      const total = [0, 0, 0];
      row[5].forEach((data, at) => {
        if (ask.locale >= 0 && ask.locale !== at) return;
        filter.harm(data, ask).forEach((value, i) => (total[i] += value));
      });
      return total;
    };
    const byHarm = (a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
    const column = sort.by.startsWith("locale:")
      ? isogloss.summary.locales.findIndex((one) => `locale:${one.tag}` === sort.by)
      : -1;
    const rank = {
      page: (row) => row[0],
      facts: (row) => row[4],
      harm: (row) => sums(row),
    }[sort.by];
    const value =
      column >= 0
        ? (row) => [row[5][column] ? row[5][column][0] : -1, ...filter.harm(row[5][column], ask)]
        : rank || sums;
    const order = (a, b) => {
      if (typeof a === "string") return a < b ? -1 : a > b ? 1 : 0;
      if (typeof a === "number") return a - b;
      return a.length === 4 ? a[0] - b[0] || byHarm(a.slice(1), b.slice(1)) : byHarm(a, b);
    };
    return { value, order };
  };

  // The rows that match, in order.
  const select = (given) => {
    const ask = filter.numbers(given);
    const sort = sortOf(given);
    let rows = isogloss.rows.filter((row) => filter.rowMatches(row, ask));
    const isDefault = sort.by === "harm" && sort.down && ask.rule < 0 && ask.locale < 0;
    if (!isDefault) {
      const { value, order } = compare(sort, ask);
      const keyed = rows.map((row) => [value(row), row]);
      keyed.sort((a, b) => (sort.down ? order(b[0], a[0]) : order(a[0], b[0])));
      rows = keyed.map((one) => one[1]);
    } // Rows arrive in that order.
    return { rows, ask, sort };
  };

  const sortOf = (given) => {
    const [by, way] = (given.sort || "harm.down").split(/\.(?=[a-z]+$)/);
    return { by, down: way !== "up" };
  };

  const table = (host, given, change) => {
    const { rows, ask, sort } = select(given);
    shown = { rows, filter: given };
    const { locales, versions, parts: all } = isogloss.summary;
    const at = Math.min(Number(given.at) || 0, Math.max(0, Math.ceil(rows.length / SIZE) - 1));
    const onsort = (by) =>
      change(
        { sort: `${by}.${sort.by === by && sort.down ? "up" : by === "page" && sort.by !== by ? "up" : "down"}` },
        true,
      );
    const whole = isogloss.rows.length === isogloss.summary.rows;
    const told = `${many(rows.length, "page")}${rows.length === isogloss.rows.length ? "" : ` of ${number(isogloss.rows.length)}`}`;
    const rule = ask.rule >= 0 && isogloss.summary.rules[ask.rule];
    const pager = () => parts.pager(at, SIZE, rows.length, (to) => change({ at: String(to) }, true), "pages");
    parts.keepFocus(host, () =>
      isogloss.fill(
        host,
        h(
          "div",
          { class: "result" },
          h(
            "p",
            { id: "told" },
            h("strong", {}, told),
            whole ? "" : ` (${all.rows > 1 ? "more are being read" : "reading"})`,
          ),
          pager(),
        ),
        rule
          ? h("p", { class: "note" }, h("code", {}, rule.id), ": ", rule.summary, " Counts are those of this rule.")
          : "",
        rows.length === 0
          ? h("p", { class: "empty" }, whole ? "No page matches these filters." : "Reading…")
          : h(
              "div",
              { class: "scroll", tabindex: "0", role: "region", "aria-label": "Pages and locales" },
              h(
                "table",
                { class: "matrix", role: "table" },
                h("caption", { class: "unseen" }, "Pages by locale: how fresh each is, and how many findings it has"),
                h(
                  "thead",
                  { role: "rowgroup" },
                  h(
                    "tr",
                    { role: "row" },
                    parts.header("Page", "page", sort, onsort),
                    versions.length > 1 && h("th", { scope: "col", role: "columnheader", class: "plain" }, "Version"),
                    parts.header("Facts that differ", "facts", sort, onsort, { class: "count" }),
                    locales.map(
                      (one, i) =>
                        (ask.locale < 0 || ask.locale === i) &&
                        parts.header(one.tag, `locale:${one.tag}`, sort, onsort),
                    ),
                  ),
                ),
                h(
                  "tbody",
                  { role: "rowgroup" },
                  rows.slice(at * SIZE, (at + 1) * SIZE).map((row) => line(row, ask)),
                ),
              ),
            ),
        rows.length > 0 ? h("div", { class: "result result-end" }, pager()) : "",
      ),
    );
    return told;
  };

  const view = (main, given) => {
    const { summary } = isogloss;
    const host = h("div", { class: "list" });
    const cards = h("ul", { class: "cards", "aria-label": "Locales" });
    const controls = h("div", {});
    let ask = { ...given };
    let wait = 0;
    const drawCards = () => {
      const had = [...cards.children].findIndex((one) => one.contains(document.activeElement));
      isogloss.fill(cards, ...summary.locales.map((locale, at) => localeCard(locale, at, ask, change)));
      if (had >= 0) cards.children[had].firstChild.focus();
    };
    // `inList`: what changed needs no other look of the controls.
    const change = (what, inList) => {
      ask = what === null ? {} : { ...ask, ...(what.at === undefined ? { at: "" } : {}), ...what };
      clearTimeout(wait);
      const draw = () => {
        filter.keep("pages", ask);
        const told = table(host, ask, change);
        isogloss.say(told);
      };
      if (what && what.q !== undefined) wait = setTimeout(draw, 120);
      else draw();
      if (inList) return;
      drawCards();
      const focused = controls.contains(document.activeElement)
        ? [...controls.querySelectorAll("input,select,button")].indexOf(document.activeElement)
        : -1;
      isogloss.fill(controls, fields(ask, change));
      if (focused >= 0) controls.querySelectorAll("input,select,button")[focused].focus();
    };
    const [errors, warnings, infos, suppressed] = summary.findings;
    isogloss.fill(
      main,
      parts.heading("Pages"),
      h(
        "p",
        { class: "lead" },
        `${many(summary.rows, "page")} in ${many(summary.locales.length, "locale")} (${many(summary.pages, "file")}): `,
        h("strong", { class: "text-error" }, many(errors, "error")),
        `, ${many(warnings, "warning")}, ${many(infos, "info")}`,
        suppressed > 0 ? `; ${many(suppressed, "finding")} suppressed by comments` : "",
        ".",
      ),
      summary.skipped.length > 0 && skipped(summary.skipped),
      cards,
      controls,
      host,
    );
    drawCards();
    isogloss.fill(controls, fields(ask, change));
    table(host, ask, change);
    return { arrived: () => table(host, ask, change) };
  };

  const skipped = (list) =>
    h(
      "details",
      { class: "notice" },
      h("summary", {}, `${many(list.length, "page")} could not be read`),
      h(
        "ul",
        {},
        list.map(([path, reason]) => h("li", {}, h("code", {}, path), `: ${reason}`)),
      ),
    );

  // The pages before and after `name` in the list that was last shown.
  const around = (name) => {
    const rows = shown.rows.length > 0 ? shown.rows : isogloss.rows;
    const at = rows.findIndex((row) => row[0] === name);
    const key = (row) => (row ? row[0] : null);
    const isThere = at >= 0;
    return {
      before: key(isThere && rows[at - 1]),
      after: key(isThere && rows[at + 1]),
      list: filter.link("pages", shown.filter),
    };
  };

  isogloss.views.pages = view;
  isogloss.matrix = { bar, around };
})();
