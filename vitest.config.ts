import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const pure = ["tests/core/**/*.test.ts", "tests/figures/**/*.test.ts", "tests/architecture/**/*.test.ts"];
const alias = { "@/": fileURLToPath(new URL("./", import.meta.url)) };

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      { resolve: { alias }, test: { name: "unit", include: pure } },
      {
        resolve: { alias },
        test: {
          name: "full",
          include: ["tests/**/*.test.ts"],
          exclude: pure,
          globalSetup: ["tests/support/database-server.ts"],
          testTimeout: 20_000,
          hookTimeout: 30_000,
          // many of these tests wait for processes, so on two cores two files at a time take little longer than one
          maxWorkers: 2,
          // the setting of bin/check-node.mjs, for the processes that tests start
          env: {
            NODE_COMPILE_CACHE: fileURLToPath(new URL("node_modules/.cache/triptych/compiled", import.meta.url)),
          },
        },
      },
    ],
  },
});
