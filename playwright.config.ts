import { defineConfig } from "@playwright/test";
import { findBrowser } from "./tests/e2e/support/browser.ts";

const browser = findBrowser();
/** They need no product behind them, and so may run beside each other. */
const PICTURES = /(room|result-picture)\.spec\.ts$/;

export default defineConfig({
  testDir: "tests/e2e",
  projects: [
    { name: "walks", testMatch: "**/*.spec.ts", testIgnore: PICTURES },
    { name: "pictures", testMatch: PICTURES },
  ],
  outputDir: "test-results",
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    trace: "off",
    actionTimeout: 15_000,
    launchOptions: {
      executablePath: browser.executablePath,
      env: { ...definedEnvironment(), ...browser.env },
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});

function definedEnvironment(): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
