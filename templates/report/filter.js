"use strict";
// What is asked for: kept in the address, so that a view can be linked to and come back to.
(() => {
  const NAMES = ["q", "locale", "version", "state", "severity", "rule", "verdict", "sort", "at"];

  // `#/pages?rule=x` as `{view, rest, filter}`.
  const read = () => {
    const [path, query] = location.hash.replace(/^#\/?/, "").split(/\?(.*)/s);
    const [view, ...rest] = path.split("/");
    const given = new URLSearchParams(query || "");
    const filter = {};
    for (const name of NAMES) if (given.get(name)) filter[name] = given.get(name);
    let page = rest.join("/");
    try {
      page = decodeURIComponent(page);
    } catch {
      // An address that was written by hand: it names no page, and that is said.
    }
    return { view: view || "pages", page, filter };
  };

  const link = (view, filter) => {
    const query = new URLSearchParams(Object.entries(filter || {}).filter(([, value]) => value));
    const text = query.toString();
    return `#/${view}${text ? `?${text}` : ""}`;
  };

  const pageLink = (key) => `#/page/${encodeURIComponent(key)}`;

  // Takes the filter into the address without leaving the view.
  const keep = (view, filter) => {
    history.replaceState(null, "", link(view, filter));
  };

  // Lists by name, as numbers of the data.
  const numbers = (filter) => {
    const { locales, versions, rules, verdicts, states } = isogloss.summary;
    const at = (list, key, value) => (value === undefined ? -1 : list.findIndex((one) => key(one) === value));
    return {
      words: (filter.q || "").toLowerCase().split(/\s+/).filter(Boolean),
      locale: at(locales, (one) => one.tag, filter.locale),
      version: at(versions, (one) => one[0] || "none", filter.version),
      noVersion: filter.version === "none",
      rule: at(rules, (one) => one.id, filter.rule),
      verdict: at(verdicts, (one) => one.name, filter.verdict),
      state: at(states, (one) => one.name, filter.state),
      severity: ["info", "warning", "error"].indexOf(filter.severity),
      // A name that this report does not know matches nothing.
      unknown:
        (filter.locale && !locales.some((one) => one.tag === filter.locale)) ||
        (filter.rule && !rules.some((one) => one.id === filter.rule)),
    };
  };

  // The count of `key` in `[key, count, …]`.
  const counted = (list, key) => {
    for (let i = 0; i < list.length; i += 2) if (list[i] === key) return list[i + 1];
    return 0;
  };

  const cellMatches = (cell, ask) =>
    cell &&
    (ask.state < 0 || cell[0] === ask.state) &&
    (ask.severity < 0 || cell[3 - ask.severity] > 0) &&
    (ask.rule < 0 || counted(cell[4], ask.rule) > 0) &&
    (ask.verdict < 0 || counted(cell[5], ask.verdict) > 0);

  const rowMatches = (row, ask) => {
    if (ask.unknown) return false;
    if (ask.words.length > 0) {
      row.text = row.text || `${row[0]}\n${row[1]}`.toLowerCase();
      if (!ask.words.every((word) => row.text.includes(word))) return false;
    }
    if (ask.noVersion ? row[3].length > 0 : ask.version >= 0 && !row[3].includes(ask.version)) return false;
    if (ask.locale >= 0) return Boolean(cellMatches(row[5][ask.locale], ask));
    const isOpen = ask.state < 0 && ask.severity < 0 && ask.rule < 0 && ask.verdict < 0;
    return isOpen || row[5].some((cell) => cellMatches(cell, ask));
  };

  // What the matrix counts in a cell: what was asked for, or all findings.
  const harm = (cell, ask) => {
    if (!cell) return [0, 0, 0];
    if (ask.rule >= 0) {
      const counts = [0, 0, 0];
      counts[2 - isogloss.summary.rules[ask.rule].severity] = counted(cell[4], ask.rule);
      return counts;
    }
    return [cell[1], cell[2], cell[3]];
  };

  isogloss.filter = { read, link, pageLink, keep, numbers, rowMatches, cellMatches, counted, harm };
})();
