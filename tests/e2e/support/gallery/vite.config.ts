import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const house = fileURLToPath(new URL("../../../../", import.meta.url));

/** Shows the real components with a folded sample run, without a server behind them: `vite --config` this file. */
export default defineConfig({
  root: house,
  cacheDir: `${house}node_modules/.cache/gallery`,
  resolve: { alias: [{ find: /^@\//, replacement: house }] },
  define: { "process.env": "({})" },
  server: { host: "127.0.0.1", port: 0, strictPort: false, hmr: false },
});
