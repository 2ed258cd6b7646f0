// Plain JavaScript and loaded first, because an old Node cannot parse the other files.
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const modules = new URL("../node_modules/", import.meta.url);
const problem = findProblem();
if (problem !== null) {
  process.stderr.write(`Triptych cannot start: ${problem}\n`);
  process.exit(1);
}

/** Says which command helps; null when there is no problem. */
function findProblem() {
  if (!existsSync(modules)) return "its packages are not installed. Run: npm ci";
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return null;
  const tooOld = `it needs Node 22.18 or newer, and this is ${process.versions.node}.`;
  return existsSync(new URL("node/bin/node", modules))
    ? `${tooOld}\nNode 24 is in node_modules, and npm uses it. Run: npm start, or for the command line: npm run --silent triptych`
    : `${tooOld}\nnpm ci installs Node 24, but not with --omit=dev or --ignore-scripts. Run: npm ci --include=dev --ignore-scripts=false`;
}

// Caches stripped and compiled TypeScript across starts; runner, web and skills inherit the setting.
if (!process.env.NODE_COMPILE_CACHE)
  process.env.NODE_COMPILE_CACHE = fileURLToPath(new URL(".cache/triptych/compiled", modules));
module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
