import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { findOnPath } from "../../support/find-on-path.ts";

export type Browser = { readonly executablePath: string; readonly env: { readonly [name: string]: string } };

const INSTALLED = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ROOT = join(import.meta.dirname, "../../..");

/**
 * An installed Chromium or Chrome if there is one, else the build that comes with the npm package.
 * `BROWSER_BINARY` overrules: a path, or "bundled".
 */
export function findBrowser(): Browser {
  const requested = process.env["BROWSER_BINARY"] ?? "";
  if (requested !== "" && requested !== "bundled") return { executablePath: requested, env: {} };
  const installed = requested === "bundled" ? null : findOnPath(INSTALLED);
  return installed === null ? unpackBundled() : { executablePath: installed, env: {} };
}

/** Unpacks once below node_modules, into a temporary folder first, so that a kill leaves no partial copy. */
function unpackBundled(): Browser {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const folder = join(ROOT, "node_modules/.cache/triptych/chromium");
  if (!existsSync(folder)) {
    mkdirSync(dirname(folder), { recursive: true });
    const making = mkdtempSync(`${folder}-`);
    // a process of its own: the package changes the environment of the one that imports it
    const script = `import chromium from ${JSON.stringify(entry)}; await chromium.executablePath();`;
    const env = {
      NODE_ENV: "production" as const,
      PATH: process.env["PATH"] ?? "",
      TMPDIR: making,
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    };
    const unpacked = spawnSync(process.execPath, ["--input-type=module", "--eval", script], { env, encoding: "utf8" });
    if (unpacked.status !== 0) throw new Error(`The bundled browser could not be unpacked:\n${unpacked.stderr}`);
    writeFileSync(join(making, "fonts/fonts.conf"), fontsConfig(folder));
    try {
      renameSync(making, folder);
    } catch (error) {
      // another process has unpacked it first
      if (!existsSync(folder)) throw error;
      rmSync(making, { recursive: true });
    }
  }
  // libraries missing on a bare Debian; older than the system's, so only this browser may load them
  const env = { LD_LIBRARY_PATH: join(folder, "al2023/lib"), FONTCONFIG_PATH: join(folder, "fonts") };
  return { executablePath: join(folder, "chromium"), env };
}

/** The package's own file names its host's folders; without a font, texts have no size and count as hidden. */
function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${join(folder, "fonts")}</dir>
  <cachedir>${join(folder, "fonts-cache")}</cachedir>
</fontconfig>
`;
}
