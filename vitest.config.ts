import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const pure = [
  "tests/core/**/*.test.ts",
  "tests/figures/**/*.test.ts",
  "tests/architecture/**/*.test.ts",
  "tests/skills/definition/**/*.test.ts",
];
/** Files that leave nothing behind in their process, so that many share one and its loaded modules. */
const sharing = ["access", "api", "client", "judging", "operations", "prices", "runner", "store", "view"].map(
  (room) => `tests/${room}/**/*.test.ts`,
);
/** Files that measure delays under load of their own, so that nothing may run beside them. */
const timed = ["tests/system/live-delay.test.ts", "tests/isolation/hostile-delay.test.ts"];
const alias = { "@/": fileURLToPath(new URL("./", import.meta.url)) };
// many tests wait for processes, so on two cores two files at a time take little longer than one; vitest's own choice is one
const maxWorkers = 2;
/** These only end what would never end: a state is waited for as long as a slow moment of the machine may take. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 10_000 } } };
const withProcesses = {
  ...patience,
  globalSetup: ["tests/support/database-server.ts"],
  // the setting of bin/check-node.mjs, for the processes that tests start
  env: { NODE_COMPILE_CACHE: fileURLToPath(new URL("node_modules/.cache/triptych/compiled", import.meta.url)) },
};

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: { ...patience, name: "unit", include: pure, isolate: false, maxWorkers },
      },
      {
        resolve: { alias },
        test: {
          ...withProcesses,
          name: "sharing",
          include: sharing,
          isolate: false,
          maxWorkers,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: { alias },
        test: {
          ...withProcesses,
          name: "full",
          include: ["tests/**/*.test.ts"],
          exclude: [...pure, ...sharing, ...timed],
          maxWorkers,
          sequence: { groupOrder: 2 },
        },
      },
      {
        resolve: { alias },
        test: { ...withProcesses, name: "timed", include: timed, maxWorkers: 1, sequence: { groupOrder: 3 } },
      },
    ],
  },
});
