// Runs the sample files of the current folder one after another, each as a module of its own would be.
import fs from "node:fs";

const AsyncFunction = (async () => {}).constructor;
for (const path of fs.readdirSync(".").filter((name) => name.startsWith("case_") && name.endsWith(".mjs")).sort()) {
  try {
    await new AsyncFunction("console", fs.readFileSync(path, "utf8"))({ log() {} });
  } catch (error) {
    console.error(path, error.cause ?? error);
  }
}
