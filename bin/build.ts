import { fileURLToPath } from "node:url";
import { processTerminal } from "../lib/cli/terminal.ts";
import { ensureBuild } from "../lib/supervisor/build/ensure-build.ts";

/** `npm run build`: builds the pages in advance, as `npm start` would. */
await ensureBuild(fileURLToPath(new URL("..", import.meta.url)), processTerminal.print);
