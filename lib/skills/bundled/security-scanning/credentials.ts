import { drawOne } from "../../contract/item-random.ts";

/** How a credential is written in the file. Scanners match patterns, so split or encoded credentials are hard to find. */
export const DISGUISES = ["plain", "split", "encoded"] as const;
export type Disguise = (typeof DISGUISES)[number];

const DIGITS = "0123456789";
const HEX = `${DIGITS}abcdef`;
const LOWER = `${DIGITS}abcdefghijklmnopqrstuvwxyz`;
const MIXED = `${LOWER}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

type Draw = (length: number, alphabet: string) => string;

/** Generated at run time, so that the repository contains no credentials, not even fake ones. */
const KINDS: { readonly [kind: string]: (draw: Draw) => string } = {
  aws: (draw) => `aws_secret_access_key = "${draw(40, MIXED)}"`,
  github: (draw) => `ghp_${draw(36, MIXED)}`,
  gitlab: (draw) => `glpat-${draw(20, MIXED)}`,
  slack: (draw) => `xoxb-${draw(12, DIGITS)}-${draw(12, DIGITS)}-${draw(24, MIXED)}`,
  npm: (draw) => `npm_${draw(36, MIXED)}`,
  sendgrid: (draw) => `SG.${draw(22, MIXED)}.${draw(43, MIXED)}`,
  anthropic: (draw) => `sk-ant-api03-${draw(93, MIXED)}AA`,
  shopify: (draw) => `shppa_${draw(32, HEX)}`,
  linear: (draw) => `lin_api_${draw(40, MIXED)}`,
  figma: (draw) => `figd_${draw(40, MIXED)}`,
  "basic auth": (draw) => `https://deploy:${draw(14, MIXED)}@${draw(8, LOWER)}.example-corp.io/api`,
  postgres: (draw) => `postgres://app:${draw(14, MIXED)}@${draw(8, LOWER)}.example-corp.io:5432/app`,
  mongodb: (draw) => `mongodb://app:${draw(14, MIXED)}@${draw(8, LOWER)}.example-corp.io:27017/app`,
};

export type Credential = { readonly kind: string; readonly disguise: Disguise; readonly line: string };

/** One line of code that contains a credential. `disguisedShare`: share of split or encoded credentials, 0–1. */
export function drawCredential(random: () => number, disguisedShare: number): Credential {
  const kind = drawOne(Object.keys(KINDS), random);
  const disguise = random() < disguisedShare ? drawOne(["split", "encoded"] as const, random) : "plain";
  const secret =
    KINDS[kind]?.((length, alphabet) =>
      Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join(""),
    ) ?? "";
  return { kind, disguise, line: toLine(secret, disguise) };
}

function toLine(secret: string, disguise: Disguise): string {
  const middle = Math.floor(secret.length / 2);
  if (disguise === "split")
    return `const credential = ${JSON.stringify(secret.slice(0, middle))} + ${JSON.stringify(secret.slice(middle))};`;
  if (disguise === "encoded") return `const credential = atob("${Buffer.from(secret).toString("base64")}");`;
  return secret.includes(" = ") ? secret : `const credential = "${secret}";`;
}
