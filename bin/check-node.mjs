// Plain JavaScript and loaded first, because an old Node cannot parse the other files.
import module from "node:module";
import { fileURLToPath } from "node:url";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Triptych needs Node 22.18 or newer; this is ${process.versions.node}.\n` +
      "npm install puts a suitable version into node_modules (not with --ignore-scripts or --omit=dev); then run: npm start\n",
  );
  process.exit(1);
}

// Caches stripped and compiled TypeScript across starts; runner, web and skills inherit the setting.
if (!process.env.NODE_COMPILE_CACHE) {
  const folder = new URL("../node_modules/.cache/triptych/compiled", import.meta.url);
  process.env.NODE_COMPILE_CACHE = fileURLToPath(folder);
}
module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
