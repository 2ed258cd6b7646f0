import type { Readable } from "node:stream";
import { MAX_LINE_BYTES, MAX_SKILL_LINE_BYTES, readSkillMessage, type SkillMessage } from "../protocol.ts";
import { createLineReader } from "./lines.ts";
import { createNameLimit } from "../item-message.ts";
import type { OutputBudget } from "./output-budget.ts";
import { readInTurns } from "./read-in-turns.ts";

/** what a line counts beside its own length, since millions of short ones cost more time than space */
const LINE_COST_BYTES = 256;
/** of a line of stderr, which may be long; longer than what is logged, so that a secret at the cut is recognised */
const MAX_ERROR_LINE = 8_192;

export type SkillOutputOptions = {
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly budget: OutputBudget;
  /** hides secrets; the only place where a skill's texts enter, so nothing beyond it contains one */
  readonly redact: ((text: string) => string) | null;
  readonly onMessage: (message: SkillMessage) => void;
  /** a line of stderr that is not blank */
  readonly onErrorLine: (line: string) => void;
  /** `what` the skill sent against the protocol */
  readonly onViolation: (what: string) => void;
};

/** Reads the messages and the stderr of a skill. After a violation nothing of stdout is read any more. */
export function readSkillOutput(options: SkillOutputOptions): void {
  const { budget, redact, onMessage, onErrorLine, onViolation } = options;
  const limitNames = createNameLimit();
  let isOpen = true;
  const violate = (what: string): void => {
    if (!isOpen) return;
    isOpen = false;
    onViolation(what);
  };

  function takeLine(line: string): void {
    if (!isOpen) return;
    const read = readSkillMessage(line);
    // the error quotes the line, which is therefore redacted before it is cut
    if (!read.ok) return violate(redact === null ? read.error : describeBroken(redact(line)));
    if ((read.value.type === "log" || read.value.type === "progress") && !budget.spend(line.length + LINE_COST_BYTES))
      return violate("endless output");
    const message = read.value.type === "item" ? limitNames(read.value) : read.value;
    onMessage(redact === null ? message : redactMessage(message, redact));
  }

  const lines = createLineReader({ maxBytes: MAX_SKILL_LINE_BYTES, onLine: takeLine });
  const errors = createLineReader({
    maxBytes: MAX_LINE_BYTES,
    onLine: (whole) => {
      const line = whole.slice(0, MAX_ERROR_LINE);
      if (!budget.spend(LINE_COST_BYTES)) return violate("endless output");
      if (line.trim() !== "") onErrorLine(redact === null ? line : redact(line));
    },
  });
  readInTurns(options.stdout, (piece) => {
    if (isOpen && !lines.push(piece)) violate(`a line of more than ${MAX_SKILL_LINE_BYTES} bytes`);
  });
  readInTurns(options.stderr, (piece) => {
    if (!budget.spend(piece.length) || !errors.push(piece)) violate("endless output");
  });
}

function describeBroken(line: string): string {
  const read = readSkillMessage(line);
  return read.ok ? "an invalid message" : read.error;
}

function redactMessage(message: SkillMessage, redact: (text: string) => string): SkillMessage {
  switch (message.type) {
    case "item":
      return {
        ...message,
        error: message.error == null ? null : redact(message.error),
        outcome: redact(message.outcome),
        values: redactNames(message.values, redact),
        samples: redactNames(message.samples, redact),
      };
    case "log":
    case "progress":
      return { ...message, text: redact(message.text) };
    case "batch-failed":
    case "open-failed":
      return { ...message, message: redact(message.message) };
    case "ready":
    case "batch-done":
      return message;
  }
}

function redactNames<Value>(named: Record<string, Value>, redact: (text: string) => string): Record<string, Value> {
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [redact(name), value]));
}
