"use strict";
// Where data arrives, and how elements are made. What pages say becomes text, never markup: nothing here or elsewhere parses HTML,
// and the content security policy refuses it.
const isogloss = (() => {
  const parts = new Map();
  const waiting = new Map();

  // Called by the data files.
  const put = (name, at, value) => {
    const key = `${name}-${at}`;
    parts.set(key, value);
    const waits = waiting.get(key);
    if (waits) waits.resolve(value);
  };

  const isOurs = /^data\/[a-z]+-\d+\.js$/;
  const rules = {
    createScriptURL: (url) => {
      if (!isOurs.test(url)) throw new TypeError(`not a data file: ${url}`);
      return url;
    },
  };
  const policy = window.trustedTypes ? window.trustedTypes.createPolicy("isogloss-data", rules) : rules;

  // A promise of part `at` of `name`. Pages from disk may load scripts, and nothing else.
  const load = (name, at) => {
    const key = `${name}-${at}`;
    if (parts.has(key)) return Promise.resolve(parts.get(key));
    if (waiting.has(key)) return waiting.get(key).promise;
    const entry = {};
    entry.promise = new Promise((resolve, reject) => {
      entry.resolve = resolve;
      const script = document.createElement("script");
      script.src = policy.createScriptURL(`data/${key}.js`);
      script.addEventListener("error", () => {
        waiting.delete(key);
        script.remove();
        reject(new Error(`data/${key}.js is missing: write the report again`));
      });
      script.addEventListener("load", () => {
        script.remove();
        if (!parts.has(key)) reject(new Error(`data/${key}.js holds something else: write the report again`));
      });
      document.head.append(script);
    });
    waiting.set(key, entry);
    return entry.promise;
  };

  // Characters that change the order of what is shown, or that nobody sees, by their numbers.
  const unseen =
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
  const visible = (text) =>
    String(text).replace(unseen, (c) => `⟨U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);

  const add = (node, child) => {
    if (child === null || child === undefined || child === false) return;
    if (Array.isArray(child)) child.forEach((one) => add(node, one));
    else node.append(child instanceof Node ? child : visible(child));
  };

  // An element. Properties that begin with `on` are listeners, all others attributes; children are texts, elements or lists.
  const h = (tag, props, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(props || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : visible(value));
    }
    add(node, children);
    return node;
  };

  // Puts children in the place of those that are there.
  const fill = (node, ...children) => {
    node.replaceChildren();
    add(node, children);
  };

  // Text of a page: with its language, and kept from changing the direction of what stands around it.
  const foreign = (text, locale, tag) => {
    const known = locale === undefined ? null : api.summary.locales[locale];
    return h(tag || "span", { lang: known ? known.tag : null, dir: "auto", class: "foreign" }, text);
  };

  const count = new Intl.NumberFormat("en-US");
  const many = (number, word) => `${count.format(number)} ${word}${number === 1 ? "" : "s"}`;

  const say = (text) => {
    document.getElementById("status").textContent = text;
  };

  const api = {
    put,
    load,
    h,
    fill,
    foreign,
    visible,
    many,
    say,
    number: (value) => count.format(value),
    get summary() {
      return parts.get("summary-0");
    },
    // The rows that have arrived, in their order: the most harm first.
    rows: [],
    views: {},
  };
  return api;
})();
