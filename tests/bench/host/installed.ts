import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const PACKAGES = [
  "@langchain/langgraph@1.7.3",
  "@langchain/core@1.4.0",
  "@langchain/langgraph-checkpoint-postgres@1.0.5",
  "@dbos-inc/dbos-sdk@5.3.0",
  "pg@8.23.1",
];

/** Installs what the comparison needs into a folder of its own, outside our dependencies. Throws with npm's message. */
export function installRivals(folder: string): void {
  execFileSync("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", ...PACKAGES], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Loads a package from such a folder. The shape is what the caller uses of its documented interface. */
export async function loadInstalled<Shape>(folder: string, name: string): Promise<Shape> {
  const path = createRequire(join(folder, "package.json")).resolve(name);
  // safe as far as the pinned version above keeps its documented interface; a difference fails the bench
  return (await import(pathToFileURL(path).href)) as Shape;
}
