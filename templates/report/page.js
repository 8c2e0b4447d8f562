"use strict";
// One page in all its locales: what differs, what was found, and what its source has changed since.
(() => {
  const { h, number, many, foreign } = isogloss;
  const { filter, parts } = isogloss;

  // So many facts are shown at first.
  const FACTS = 200;

  const tagOf = (member) => isogloss.summary.locales[member.locale].tag;
  const commitText = ([id, date, subject]) => [
    h("code", {}, id.slice(0, 8)),
    ` of ${date}`,
    subject && h("span", { class: "muted" }, ` ${subject}`),
  ];

  // What tells the members apart: their locale, and where that is not enough, their version or file.
  const names = (members) => {
    const { versions } = isogloss.summary;
    const version = (one) => (one.version === undefined || one.version === null ? "" : versions[one.version][0]);
    const first = members.map((one) => tagOf(one));
    const second = members.map((one, at) =>
      first.filter((name) => name === first[at]).length > 1 ? `${first[at]} ${version(one)}`.trim() : first[at],
    );
    return members.map((one, at) =>
      second.filter((name) => name === second[at]).length > 1 ? one.path.split("/").pop() : second[at],
    );
  };

  const memberCard = (member, name, findings) => {
    const { versions } = isogloss.summary;
    const counts = [2, 1, 0].map((severity) => findings.filter((one) => one.severity === severity).length);
    const term = (label, value) => value && [h("dt", {}, label), h("dd", {}, value)];
    return h(
      "li",
      { class: "member" },
      h(
        "p",
        { class: "member-head" },
        h("strong", {}, name),
        parts.state(member.state),
        h("span", { class: "cell-counts" }, parts.badges(...counts)),
      ),
      h("p", { class: "member-title" }, foreign(member.title, member.locale)),
      h(
        "dl",
        { class: "facts-of" },
        term("File", h("span", { class: "path" }, member.path)),
        term("Version", typeof member.version === "number" && versions[member.version][0]),
        term("Handed off", member.handoff),
        term(
          "Made from",
          member.base
            ? commitText(member.base)
            : (member.commit || member.hash) && h("code", {}, (member.commit || member.hash).slice(0, 12)),
        ),
        term("Source is now", member.moved && h("span", { class: "path" }, member.moved)),
      ),
    );
  };

  const value = (said, member, isWrong) => {
    const [text, line] = said;
    const inner =
      text === null
        ? h("span", { class: "muted" }, "not there")
        : h("code", { class: "token" }, foreign(text, member.locale));
    return [
      isWrong ? h("mark", {}, inner, h("span", { class: "unseen" }, " (differs)")) : inner,
      line && h("span", { class: "line" }, `line ${line}`),
    ];
  };

  const facts = (detail, called) => {
    const { verdicts } = isogloss.summary;
    if (detail.facts.length === 0) {
      return detail.members.length > 1 && h("p", { class: "empty" }, "The pages agree on every fact.");
    }
    // Many facts have one reason: each is told once, by number.
    const reasons = [];
    const numbered = ([verdict, why, , commit]) => {
      const at = reasons.findIndex((one) => one.verdict === verdict && one.why === why);
      return at >= 0 ? at + 1 : reasons.push({ verdict, why, commit });
    };
    const name = (verdict) =>
      h("strong", { class: `verdict verdict-${verdicts[verdict].name}` }, verdicts[verdict].words);
    const reason = (one) =>
      h(
        "li",
        {},
        name(one[0]),
        ` ${one[2].map((at) => called[at]).join(", ")} `,
        h("span", { class: "ref", title: one[1] }, `[${numbered(one)}]`),
      );
    const row = (fact) => {
      const wrong = new Set(fact.verdicts.flatMap((one) => one[2]));
      return h(
        "tr",
        { role: "row" },
        h(
          "th",
          { scope: "row", role: "rowheader", class: "fact-name" },
          h("span", { class: "kind" }, fact.kind),
          " ",
          h("span", { class: "key" }, fact.key),
        ),
        detail.members.map((member, at) =>
          h(
            "td",
            { role: "cell", "data-label": called[at], class: wrong.has(at) ? "said differs" : "said" },
            fact.values[at] ? value(fact.values[at], member, wrong.has(at)) : "",
          ),
        ),
        h("td", { role: "cell", "data-label": "verdict", class: "why" }, h("ul", {}, fact.verdicts.map(reason))),
      );
    };
    const body = h("tbody", { role: "rowgroup" }, detail.facts.slice(0, FACTS).map(row));
    const more =
      detail.facts.length > FACTS &&
      h(
        "button",
        {
          type: "button",
          class: "quiet more",
          onclick: (event) => {
            isogloss.fill(body, detail.facts.map(row));
            const next = body.children[FACTS];
            next.setAttribute("tabindex", "-1");
            next.focus();
            event.target.remove();
          },
        },
        `Show all ${number(detail.facts.length)} facts`,
      );
    const table = h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "facts" },
      h(
        "table",
        { class: "facts", role: "table" },
        h(
          "thead",
          { role: "rowgroup" },
          h(
            "tr",
            { role: "row" },
            ["Fact", ...called, "Verdict"].map((text) => h("th", { scope: "col", role: "columnheader" }, text)),
          ),
        ),
        body,
      ),
    );
    detail.facts.slice(FACTS).forEach((fact) => fact.verdicts.forEach(numbered));
    const told = h(
      "ol",
      { class: "reasons", "aria-label": "Reasons" },
      reasons.map((one, at) =>
        h(
          "li",
          {},
          h("span", { class: "ref" }, `[${at + 1}]`),
          " ",
          name(one.verdict),
          `: ${isogloss.visible(one.why)}`,
          one.commit && one.commit[2] ? h("span", { class: "muted" }, ` (“${isogloss.visible(one.commit[2])}”)`) : "",
        ),
      ),
    );
    return [told, table, more];
  };

  const finding = (one, member) => {
    const { rules, verdicts } = isogloss.summary;
    const rule = rules[one.rule];
    const [before, marked, after] = one.text;
    return h(
      "li",
      { class: `finding finding-${parts.SEVERITIES[one.severity]}` },
      h(
        "p",
        { class: "finding-head" },
        parts.severity(one.severity),
        h("a", { href: filter.link("pages", { rule: rule.id }), title: rule.summary }, h("code", {}, rule.id)),
        h("span", { class: "line" }, `line ${one.line}, column ${one.column}`),
        typeof one.verdict === "number" &&
          h("span", { class: `verdict verdict-${verdicts[one.verdict].name}` }, verdicts[one.verdict].words),
        one.likely && h("span", { class: "tag" }, "likely"),
        one.fix && h("span", { class: "tag" }, one.fix === "safe" ? "safe fix" : "unsafe fix"),
      ),
      h("p", { class: "message" }, foreign(one.message)),
      (before || marked || after) &&
        h(
          "pre",
          { class: "excerpt" },
          h("code", { lang: tagOf(member), dir: "auto" }, before, h("mark", {}, marked), after),
        ),
      one.help && h("p", { class: "help" }, foreign(one.help)),
      one.related &&
        h(
          "ul",
          { class: "related" },
          one.related.map(([path, line, why]) =>
            h("li", {}, h("span", { class: "path" }, `${path}:${line}`), ` ${why}`),
          ),
        ),
    );
  };

  const findings = (detail, called) => {
    if (detail.findings.length === 0) return h("p", { class: "empty" }, "Nothing was found on these pages.");
    return detail.members.map((member, at) => {
      const own = detail.findings.filter((one) => one.member === at);
      if (own.length === 0) return null;
      return h(
        "section",
        { "aria-labelledby": `found-${at}` },
        h("h3", { id: `found-${at}` }, called[at], " ", h("span", { class: "muted" }, many(own.length, "finding"))),
        h(
          "ul",
          { class: "findings" },
          own.map((one) => finding(one, member)),
        ),
      );
    });
  };

  const SIGNS = [" ", "−", "+"];
  const SPOKEN = ["", "removed: ", "added: "];

  const diff = (change) => {
    const row = ([kind, old, now, texts]) => {
      if (kind === 3) return h("tr", { class: "gap" }, h("td", { colspan: "4" }, "…"));
      const content = texts.map(([changed, text]) => (changed ? h(kind === 1 ? "del" : "ins", {}, text) : text));
      return h(
        "tr",
        { class: `diff-${["same", "old", "new"][kind]}` },
        h("td", { class: "no" }, old || ""),
        h("td", { class: "no" }, now || ""),
        h(
          "td",
          { class: "sign" },
          h("span", { "aria-hidden": "true" }, SIGNS[kind]),
          h("span", { class: "unseen" }, SPOKEN[kind]),
        ),
        h("td", { class: "text" }, content),
      );
    };
    const source = isogloss.summary.locales[0];
    return h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "What the source has changed" },
      h(
        "table",
        { class: "diff", lang: source.tag },
        h("caption", { class: "unseen" }, "Lines of the source then and today"),
        h("tbody", {}, change.lines.map(row)),
      ),
      change.more > 0 && h("p", { class: "muted" }, `${many(change.more, "more line")} not shown.`),
    );
  };

  const changes = (detail, called) => {
    const { states, history } = isogloss.summary;
    const open = detail.members.filter((one) => ["stale", "other", "ahead"].includes(states[one.state].name));
    if (detail.changes.length === 0) {
      if (open.length === 0) return null;
      const why = history
        ? "The text that these pages were made from is not in the source's history, or says the same."
        : "Which text these pages were made from, the source's history tells: run with --source-git.";
      return section("changes", "What the source has changed since", h("p", { class: "empty" }, why));
    }
    const one = (change) =>
      h(
        "div",
        { class: "changed" },
        h(
          "h3",
          {},
          "Since ",
          change.base ? commitText(change.base) : "the text they were made from",
          ": ",
          change.members.map((at) => called[at]).join(", "),
        ),
        diff(change),
      );
    return section("changes", "What the source has changed since", detail.changes.map(one));
  };

  const section = (id, title, ...content) =>
    h("section", { class: "block", "aria-labelledby": id }, h("h2", { id }, title), ...content);

  const show = (main, row, detail) => {
    const { before, after, list } = isogloss.matrix.around(row[0]);
    const called = names(detail.members);
    const step = (key, text, rel) => (key ? h("a", { class: "button", rel, href: filter.pageLink(key) }, text) : "");
    isogloss.fill(
      main,
      h(
        "nav",
        { class: "crumbs", "aria-label": "Page" },
        h("a", { class: "button", href: list }, "← All pages"),
        step(before, "Previous", "prev"),
        step(after, "Next", "next"),
      ),
      parts.heading(foreign(row[1] || row[0], row[2])),
      h("p", { class: "path lead" }, row[0]),
      h(
        "ul",
        { class: "members", "aria-label": "Locales of this page" },
        detail.members.map((member, at) =>
          memberCard(
            member,
            called[at],
            detail.findings.filter((one) => one.member === at),
          ),
        ),
      ),
      section(
        "facts",
        detail.facts.length > 0
          ? `${number(detail.facts.length)} ${detail.facts.length === 1 ? "fact differs" : "facts differ"}`
          : "Facts",
        facts(detail, called),
      ),
      section("findings", many(detail.findings.length, "finding"), findings(detail, called)),
      changes(detail, called) || "",
    );
    document.title = `${isogloss.visible(row[1] || row[0])} – Isogloss report`;
  };

  isogloss.views.page = (main, given, key) => {
    let done = false;
    let gone = false;
    const arrived = () => {
      if (done || gone) return;
      const row = isogloss.rows.find((one) => one[0] === key);
      if (row) {
        done = true;
        isogloss
          .load("pages", row[6])
          .then((part) => {
            if (gone) return;
            show(main, row, part[row[7]]);
            isogloss.settle();
          })
          .catch((error) =>
            isogloss.fill(main, parts.heading("This page cannot be shown"), h("p", { class: "notice" }, error.message)),
          );
      } else if (isogloss.rows.length === isogloss.summary.rows) {
        done = true;
        isogloss.fill(
          main,
          parts.heading("No such page"),
          h(
            "p",
            {},
            "This report has no page ",
            h("span", { class: "path" }, key),
            ". ",
            h("a", { href: "#/pages" }, "All pages"),
          ),
        );
      }
    };
    isogloss.fill(main, parts.heading("Page"), h("p", { class: "loading" }, "Reading…"));
    arrived();
    return { arrived, leave: () => (gone = true) };
  };
})();
