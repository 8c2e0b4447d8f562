"use strict";
// Systematic damage: a token of the source that became the same other token in many places.
(() => {
  const { h, number, many, foreign } = isogloss;
  const { filter, parts } = isogloss;
  const SIZE = 100;

  const token = (text, locale) =>
    text === null
      ? h("span", { class: "muted" }, "nothing")
      : h("code", { class: "token" }, locale === undefined ? text : foreign(text, locale));

  const place = ([path, line, row, locale]) => {
    const known = row !== null && isogloss.rows[row];
    const { base } = isogloss.summary;
    const short = path.startsWith(base) ? path.slice(base.length) : path;
    const text = h("span", { class: "path" }, `${short}:${line}`);
    const { tag } = isogloss.summary.locales[locale];
    return h(
      "li",
      {},
      known ? h("a", { href: filter.pageLink(known[0]), "aria-label": `${tag}: ${path}, line ${line}` }, text) : text,
    );
  };

  const line = (entry) => {
    const [rule, severity, expected, found, places, pages, locales, few] = entry;
    const { id } = isogloss.summary.rules[rule];
    const tags = locales.map((at) => isogloss.summary.locales[at].tag);
    const more = places - few.length;
    return h(
      "tr",
      { role: "row" },
      h(
        "td",
        { role: "cell" },
        h(
          "div",
          { class: "change" },
          token(expected),
          h(
            "span",
            { class: "to" },
            h("span", { "aria-hidden": "true" }, "→"),
            h("span", { class: "unseen" }, "became"),
          ),
          token(found, locales[0]),
        ),
      ),
      h(
        "td",
        { role: "cell", class: "count" },
        h("strong", {}, number(places)),
        h("span", { class: "sub" }, many(pages, "page")),
      ),
      h(
        "td",
        { role: "cell" },
        parts.severity(severity, id),
        h(
          "span",
          { class: "sub" },
          h(
            "a",
            { href: filter.link("pages", { rule: id, locale: tags.length === 1 ? tags[0] : "" }) },
            `pages with it in ${tags.join(", ")}`,
          ),
        ),
      ),
      h(
        "td",
        { role: "cell", class: "such" },
        h("ul", { class: "places" }, few.map(place)),
        more > 0 && h("span", { class: "sub" }, `and ${number(more)} more`),
      ),
    );
  };

  const matches = (entry, ask) => {
    const [rule, severity, expected, found, , , locales] = entry;
    if (ask.unknown || (ask.rule >= 0 && rule !== ask.rule) || (ask.severity >= 0 && severity !== ask.severity))
      return false;
    if (ask.locale >= 0 && !locales.includes(ask.locale)) return false;
    if (ask.words.length === 0) return true;
    const text = `${expected || ""}\n${found || ""}\n${isogloss.summary.rules[rule].id}`.toLowerCase();
    return ask.words.every((word) => text.includes(word));
  };

  isogloss.views.damage = (main, given) => {
    const { summary } = isogloss;
    let ask = { ...given };
    let entries = [];
    let wait = 0;
    const host = h("div", { class: "list" });
    const draw = () => {
      const numbers = filter.numbers(ask);
      const found = entries.filter((entry) => matches(entry, numbers));
      const at = Math.min(Number(ask.at) || 0, Math.max(0, Math.ceil(found.length / SIZE) - 1));
      const pager = () => parts.pager(at, SIZE, found.length, (to) => change({ at: String(to) }), "damage");
      const whole = entries.length === summary.parts.entries;
      const places = found.reduce((sum, entry) => sum + entry[4], 0);
      const told = `${many(found.length, "kind")} of damage in ${many(places, "place")}`;
      parts.keepFocus(host, () =>
        isogloss.fill(
          host,
          h(
            "div",
            { class: "result" },
            h("p", { id: "told" }, h("strong", {}, told), whole ? "" : " (more are being read)"),
            pager(),
          ),
          found.length === 0
            ? h("p", { class: "empty" }, whole ? "Nothing matches." : "Reading…")
            : h(
                "div",
                { class: "scroll", tabindex: "0", role: "region", "aria-label": "Systematic damage" },
                h(
                  "table",
                  { class: "glossary", role: "table" },
                  h("caption", { class: "unseen" }, "Systematic damage, the most frequent first"),
                  h(
                    "thead",
                    { role: "rowgroup" },
                    h(
                      "tr",
                      { role: "row" },
                      ["Source → translation", "Places", "Rule", "Such as"].map((text, i) =>
                        h("th", { scope: "col", role: "columnheader", class: i === 1 ? "count" : null }, text),
                      ),
                    ),
                  ),
                  h("tbody", { role: "rowgroup" }, found.slice(at * SIZE, (at + 1) * SIZE).map(line)),
                ),
              ),
          h("div", { class: "result result-end" }, pager()),
        ),
      );
      return told;
    };
    const change = (what) => {
      ask = { ...ask, ...(what.at === undefined ? { at: "" } : {}), ...what };
      clearTimeout(wait);
      const again = () => {
        filter.keep("damage", ask);
        isogloss.say(draw());
      };
      if (what.q === undefined) again();
      else wait = setTimeout(again, 120);
    };
    const any = [["", "any"]];
    const ids = [...summary.rules].sort((a, b) => (a.id < b.id ? -1 : 1)).map((one) => [one.id, one.id]);
    isogloss.fill(
      main,
      parts.heading("Systematic damage"),
      h(
        "p",
        { class: "lead" },
        "Tokens of the source that became the same other token in several places: one cause, mended at once. ",
        h("code", {}, "isogloss check --fix --fix-only RULE"),
        " mends what is proved.",
      ),
      h(
        "form",
        {
          class: "filters",
          role: "search",
          "aria-label": "Filter damage",
          onsubmit: (event) => event.preventDefault(),
        },
        h(
          "label",
          { class: "field field-wide" },
          h("span", {}, "Search"),
          h("input", {
            type: "search",
            value: ask.q || "",
            placeholder: "a token or a rule",
            autocomplete: "off",
            spellcheck: "false",
            oninput: (event) => change({ q: event.target.value }),
          }),
        ),
        parts.select(
          "Locale",
          ask.locale || "",
          any.concat(summary.locales.map((one) => [one.tag, one.tag])),
          (locale) => change({ locale }),
        ),
        parts.select(
          "Severity",
          ask.severity || "",
          any.concat([...parts.SEVERITIES].reverse().map((one) => [one, one])),
          (severity) => change({ severity }),
        ),
        parts.select("Rule", ask.rule || "", any.concat(ids), (rule) => change({ rule })),
      ),
      host,
    );
    draw();
    const read = async () => {
      for (let at = 0; at < summary.parts.glossary; at += 1) {
        entries = entries.concat(await isogloss.load("glossary", at));
        if (at === 0 || at + 1 === summary.parts.glossary) draw();
      }
    };
    read().catch((error) => isogloss.fill(host, h("p", { class: "notice" }, error.message)));
    return { arrived: draw };
  };
})();
