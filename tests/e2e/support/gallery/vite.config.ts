import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const root = fileURLToPath(new URL("../../../../", import.meta.url));

/** Shows the real components with a folded sample run, without a server behind them: `vite --config` this file. */
export default defineConfig({
  root: root,
  // one for each of Playwright's workers, since two servers would overwrite each other's
  cacheDir: `${root}node_modules/.cache/gallery-${process.env["TEST_PARALLEL_INDEX"] ?? "own"}`,
  resolve: { alias: [{ find: /^@\//, replacement: root }] },
  define: { "process.env": "({})" },
  optimizeDeps: { entries: ["tests/e2e/support/gallery/index.html"] },
  server: { host: "127.0.0.1", port: 0, strictPort: false, hmr: false },
});
