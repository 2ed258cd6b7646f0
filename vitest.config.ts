import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const pure = ["tests/core/**/*.test.ts", "tests/figures/**/*.test.ts", "tests/architecture/**/*.test.ts"];
/** Files that measure delays under load of their own, so that nothing may run beside them. */
const timed = ["tests/system/live-delay.test.ts"];
const alias = { "@/": fileURLToPath(new URL("./", import.meta.url)) };
const withProcesses = {
  globalSetup: ["tests/support/database-server.ts"],
  testTimeout: 20_000,
  hookTimeout: 30_000,
  // the setting of bin/check-node.mjs, for the processes that tests start
  env: { NODE_COMPILE_CACHE: fileURLToPath(new URL("node_modules/.cache/triptych/compiled", import.meta.url)) },
};

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      { resolve: { alias }, test: { name: "unit", include: pure } },
      {
        resolve: { alias },
        test: {
          ...withProcesses,
          name: "full",
          include: ["tests/**/*.test.ts"],
          exclude: [...pure, ...timed],
          // many of these tests wait for processes, so on two cores two files at a time take little longer than one
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: { alias },
        test: { ...withProcesses, name: "timed", include: timed, maxWorkers: 1, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
