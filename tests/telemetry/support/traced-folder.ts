import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SKILL = fileURLToPath(new URL("traced-skill.ts", import.meta.url));
const ROWS = 60;

/** A folder of skills with one that makes spans itself, as an operator would have it. Remove it afterwards. */
export function writeTracedSkill({ itemMs = 0, failsOnce = false } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "traced-skills-"));
  mkdirSync(join(folder, "traced"));
  const own = [`ITEM_MS: "${itemMs}"`, ...(failsOnce ? [`FAILS_ONCE: ${join(folder, "failed")}`] : [])];
  const yaml = `
title: Answers with spans of its own
summary: Records what it does with OpenTelemetry.
version: "1"
unit: { one: question, many: questions }
item: { columns: { text: { type: text } }, data: rows.csv }
invoke:
  kind: command
  command: ["${process.execPath}", "--disable-warning=ExperimentalWarning", "${SKILL}"]
  speaks: protocol
env: [OTEL_EXPORTER_OTLP_ENDPOINT]
set: { ${own.join(", ")} }
options:
  model: { type: string, default: small-model }
metrics:
  - { id: answered, label: Answered, formula: { kind: ratio, numerator: { echoed: 1 }, denominator: { seen: 1 } }, target: ">= 1" }
`;
  const rows = Array.from({ length: ROWS }, (_, index) => `question ${index}`);
  writeFileSync(join(folder, "traced", "skill.yaml"), yaml);
  writeFileSync(join(folder, "traced", "rows.csv"), `text\n${rows.join("\n")}\n`);
  return folder;
}
