// Builds the npm packages: `isogloss`, which has a launcher, and one package for each binary that is given.
//
//   node build.mjs --version V --stage FOLDER --out FOLDER --binary TARGET=FILE [--binary TARGET=FILE …]
//
// The main package depends, optionally, on the packages of this build and on no other: a name that nobody has published is a name
// that a stranger could.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: {
    version: { type: "string" },
    stage: { type: "string" },
    out: { type: "string" },
    binary: { type: "string", multiple: true },
  },
});
const { version, binary: binaries = [] } = values;
const stage = resolve(values.stage);
const out = resolve(values.out);
const platforms = JSON.parse(readFileSync(join(here, "platforms.json"), "utf8"));
const work = join(out, "npm");
rmSync(work, { recursive: true, force: true });

const common = {
  version,
  license: "MIT OR Apache-2.0",
  keywords: ["documentation", "localization", "lint", "markdown", "api"],
};

/** Writes a package's folder and packs it; the tarball's path. */
function pack(manifest, copy) {
  const folder = join(work, manifest.name);
  mkdirSync(join(folder, "bin"), { recursive: true });
  for (const file of ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE", "README.md"]) copyFileSync(join(stage, file), join(folder, file));
  copy(folder);
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const args = ["pack", "--silent", "--ignore-scripts", "--pack-destination", out];
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  return join(out, execFileSync(npm, args, { cwd: folder, encoding: "utf8", shell: process.platform === "win32" }).trim());
}

const optionalDependencies = {};
for (const entry of binaries) {
  const at = entry.indexOf("=");
  const [target, file] = [entry.slice(0, at), entry.slice(at + 1)];
  const platform = platforms[target];
  if (!platform) throw new Error(`no npm platform is known for ${target}; add it to platforms.json`);
  const name = ["isogloss", platform.os, platform.cpu, platform.libc].filter(Boolean).join("-");
  const program = platform.os === "win32" ? "isogloss.exe" : "isogloss";
  optionalDependencies[name] = version;
  const manifest = {
    name,
    ...common,
    description: `The binary of isogloss for ${platform.os} ${platform.cpu}`,
    os: [platform.os],
    cpu: [platform.cpu],
    ...(platform.libc ? { libc: [platform.libc] } : {}),
    files: ["bin", "LICENSE-*", "THIRD-PARTY.txt"],
    // Yarn would keep it zipped, and a zipped binary cannot be run.
    preferUnplugged: true,
  };
  const tarball = pack(manifest, (folder) => {
    copyFileSync(file, join(folder, "bin", program));
    chmodSync(join(folder, "bin", program), 0o755);
    copyFileSync(join(stage, "THIRD-PARTY.txt"), join(folder, "THIRD-PARTY.txt"));
  });
  console.log(tarball);
}

const main = {
  name: "isogloss",
  ...common,
  description: "Reads multilingual API documentation, finds where the translations stop saying the same thing, and says why",
  bin: { isogloss: "bin/isogloss.js" },
  man: ["./man/isogloss.1"],
  files: ["bin", "man", "completions", "LICENSE-*"],
  engines: { node: ">=16" },
  optionalDependencies,
};
console.log(
  pack(main, (folder) => {
    copyFileSync(join(here, "isogloss.js"), join(folder, "bin", "isogloss.js"));
    chmodSync(join(folder, "bin", "isogloss.js"), 0o755);
    cpSync(join(stage, "man"), join(folder, "man"), { recursive: true });
    cpSync(join(stage, "completions"), join(folder, "completions"), { recursive: true });
  }),
);
