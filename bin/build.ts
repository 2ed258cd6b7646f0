import { fileURLToPath } from "node:url";
import { ensureBuild } from "../lib/supervisor/build.ts";

/** `npm run build`: builds the pages as `npm start` would, so that it need not. */
await ensureBuild(fileURLToPath(new URL("..", import.meta.url)), (line) => console.log(line));
