#!/usr/bin/env node
// Runs the binary for this platform, which is in a package of its own: npm installs the one that fits and no other.
"use strict";

const { spawnSync } = require("node:child_process");

/** The C library of a Linux system, as npm calls it. */
function libc() {
  const report = process.report && process.report.getReport();
  return report && report.header && report.header.glibcVersionRuntime ? "glibc" : "musl";
}

/** The packages that may hold the binary, the likeliest first. A static binary runs with any C library. */
function packages() {
  const name = `isogloss-${process.platform}-${process.arch}`;
  if (process.platform !== "linux") return [name];
  return libc() === "glibc" ? [`${name}-glibc`, `${name}-musl`] : [`${name}-musl`];
}

function binary() {
  const file = process.platform === "win32" ? "isogloss.exe" : "isogloss";
  for (const name of packages()) {
    try {
      return require.resolve(`${name}/bin/${file}`);
    } catch {
      // Not installed.
    }
  }
  return null;
}

const path = process.env.ISOGLOSS_BINARY || binary();
if (path === null) {
  console.error(
    `isogloss: no binary for ${process.platform} ${process.arch} is installed (${packages().join(" or ")}).\n` +
      "Optional dependencies may have been left out (npm install --include=optional), or there is none for this platform:\n" +
      "then install with cargo, or name a binary in ISOGLOSS_BINARY.",
  );
  process.exit(2);
}
const done = spawnSync(path, process.argv.slice(2), { stdio: "inherit", windowsHide: true });
if (done.error) {
  console.error(`isogloss: ${path} could not be run: ${done.error.message}`);
  process.exit(2);
}
if (done.signal) {
  // Ends as the program did.
  process.kill(process.pid, done.signal);
}
process.exit(done.status === null ? 2 : done.status);
