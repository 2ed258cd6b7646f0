import type { JsonValue } from "../../../core/kit/json.ts";
import { createLineReader } from "../../../isolation/host/lines.ts";
import { runProgram } from "../command/run-item.ts";
import type { Program } from "../command/start-program.ts";
import type { Values } from "../cost.ts";
import { cutText } from "../cut-text.ts";
import type { Call } from "../invoker.ts";
import { parseJson } from "../json.ts";
import { type AgentReport, describeTurn, EMPTY_REPORT, foldReport } from "./agent-report.ts";

/** An event may hold a file that the agent has read. */
const MAX_DOCUMENT_BYTES = 8_388_608;
const MAX_PRINTED_BYTES = 67_108_864;
const MEGABYTE = 1_048_576;

export type AgentRun = {
  readonly program: Program;
  /** on its stdin */
  readonly input: string;
  /** events as lines, or one document at the end */
  readonly prints: "lines" | "document";
  /** ends the program beyond them; null: no limit */
  readonly maxTurns: number | null;
};

/** Runs an agent once. Resolves to its report; rejects when it fails. What it has cost is added to the call however it ends. */
export async function runAgent({ program, input, prints, maxTurns }: AgentRun, call: Call): Promise<AgentReport> {
  let report = EMPTY_REPORT;
  const add = (document: JsonValue) => {
    const before = report;
    report = foldReport(before, document);
    const turn = describeTurn(before, report, document);
    if (turn !== null) call.progress(turn);
    if (maxTurns !== null && report.turns > maxTurns) throw new Error(`It took more than ${maxTurns} turns.`);
  };
  const reader = prints === "lines" ? createEventReader(add) : createDocumentReader(add);
  let bytes = 0;
  try {
    const ending = await runProgram(program, input, call, (chunk) => {
      bytes += chunk.length;
      if (bytes > MAX_PRINTED_BYTES) throw new Error(`It printed more than ${MAX_PRINTED_BYTES / MEGABYTE} MB.`);
      reader.push(chunk);
    });
    reader.end();
    const { error, hasEnded } = report;
    if (error !== null) throw new Error(`The agent failed: ${error}`);
    if (ending.code !== 0) throw new Error(ending.explain());
    if (!hasEnded) throw new Error("It ended without a result.");
    return report;
  } finally {
    call.addCost(toValues(report));
  }
}

/** Tokens and money of a report, as values; `priced` counts the items whose money is known. */
function toValues({ usage, costUsd }: AgentReport): Values {
  return { ...usage, ...(costUsd === null ? {} : { cost_usd: costUsd, priced: 1 }) };
}

type Reader = { push(chunk: Buffer): void; end(): void };

function createEventReader(add: (document: JsonValue) => void): Reader {
  const lines = createLineReader({
    maxBytes: MAX_DOCUMENT_BYTES,
    onLine(line) {
      // some tools print notices between their events
      const document = parseJson(line);
      if (document !== undefined) add(document);
    },
  });
  const push = (chunk: Buffer) => {
    if (!lines.push(chunk)) throw new Error(`It printed a line of more than ${MAX_DOCUMENT_BYTES / MEGABYTE} MB.`);
  };
  return { push, end: () => push(Buffer.from("\n")) };
}

function createDocumentReader(add: (document: JsonValue) => void): Reader {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return {
    push(chunk) {
      bytes += chunk.length;
      if (bytes > MAX_DOCUMENT_BYTES) throw new Error(`It printed more than ${MAX_DOCUMENT_BYTES / MEGABYTE} MB.`);
      chunks.push(chunk);
    },
    end() {
      const text = Buffer.concat(chunks).toString("utf8").trim();
      const document = parseJson(text);
      if (document === undefined && text !== "")
        throw new Error(`It printed something else than one JSON document: ${cutText(text, 500)}`);
      // a list holds the events of the run
      for (const each of Array.isArray(document) ? document : [document ?? null]) add(each as JsonValue);
    },
  };
}
