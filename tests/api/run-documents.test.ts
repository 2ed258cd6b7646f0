import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { toRunDetail } from "../../lib/api/run-documents.ts";
import { RunDetail } from "../../lib/api/schemas.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import type { RunEvent } from "../../lib/core/run/events.ts";
import { buildSampleRun } from "../support/sample-run.ts";
import { buildTroubleRun, TROUBLE_KINDS } from "../support/trouble-run.ts";

const Published = z.fromJSONSchema(
  JSON.parse(readFileSync(new URL("../../public/schema/judgement.json", import.meta.url), "utf8")),
);

const runs: readonly (readonly [string, readonly RunEvent[]])[] = [
  ["a complete run", buildSampleRun({})],
  ["one with a failure", buildSampleRun({ kind: "failing" })],
  ["one under way", buildSampleRun({ untilMs: 35_000 })],
  ["one that has not begun", buildSampleRun({ untilMs: 0 })],
  ...TROUBLE_KINDS.map((kind) => [kind, buildTroubleRun(kind)] as const),
];

test.each(runs)(
  "[I1] the JSON of %s contains a judgement that matches the published schema, and no unknown fields",
  (_, events) => {
    const state = foldRun(events);
    if (state === null) throw new Error("The sample has no events");
    const detail = toRunDetail(state);
    const sent = (part: object): unknown => JSON.parse(JSON.stringify(part));
    expect(RunDetail.strict().safeParse(sent(detail)).error).toBeUndefined();
    expect(Published.safeParse(sent(detail.judgement)).error).toBeUndefined();
  },
);
