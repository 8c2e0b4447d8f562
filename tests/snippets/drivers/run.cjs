// Runs the sample files of the current folder one after another, waiting for each request to end.
const fs = require("node:fs");
const http = require("node:http");

let last;
const patched = { ...http, request: (...args) => (last = http.request(...args)) };
const find = (name) => (name === "node:http" ? patched : require(name));
const process_ = { stdout: new (require("node:stream").Writable)({ write(chunk, encoding, done) { done(); } }) };
(async () => {
  for (const path of fs.readdirSync(".").filter((name) => name.startsWith("case_") && name.endsWith(".js")).sort()) {
    try {
      last = undefined;
      new Function("require", "console", "process", fs.readFileSync(path, "utf8"))(
        find, { log() {}, error: (error) => console.error(path, error) }, process_);
      if (last) await new Promise((resolve) => last.on("close", resolve));
    } catch (error) {
      console.error(path, error.message);
    }
  }
})();
