import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../../lib/core/kit/json.ts";
import { describeTurn, EMPTY_REPORT, foldReport } from "../../../../lib/skills/adapters/agent/agent-report.ts";

/** No such tool runs here: these are the shapes that their documentation shows. */
const DOCUMENTED: { readonly [name: string]: readonly JsonValue[] } = {
  claude: [
    { type: "system", subtype: "init", session_id: "s", tools: ["Bash"] },
    { type: "assistant", message: { id: "m1", content: [{ type: "text", text: "Looking." }] } },
    { type: "assistant", message: { id: "m1", content: [{ type: "tool_use", name: "Bash", input: {} }] } },
    { type: "user", message: { content: [{ type: "tool_result", content: "ok" }] } },
    { type: "assistant", message: { id: "m2", content: [{ type: "text", text: "Done." }] } },
    {
      type: "result",
      subtype: "success",
      is_error: false,
      duration_ms: 4_000,
      duration_api_ms: 3_000,
      num_turns: 2,
      total_cost_usd: 0.05,
      usage: { input_tokens: 4, cache_creation_input_tokens: 10, cache_read_input_tokens: 100, output_tokens: 20 },
      result: "Done.",
    },
  ],
  codex: [
    { type: "thread.started", thread_id: "t" },
    { type: "turn.started" },
    { type: "error", message: "Reconnecting... 1/5" },
    {
      type: "item.started",
      item: { id: "i1", type: "command_execution", command: "bash -lc ls", status: "in_progress" },
    },
    { type: "item.completed", item: { id: "i1", type: "command_execution", command: "bash -lc ls", exit_code: 0 } },
    { type: "item.completed", item: { id: "i2", type: "agent_message", text: "Done." } },
    { type: "turn.completed", usage: { input_tokens: 120, cached_input_tokens: 100, output_tokens: 20 } },
  ],
};

const read = (documents: readonly JsonValue[]) => documents.reduce<typeof EMPTY_REPORT>(foldReport, EMPTY_REPORT);

function stepsOf(documents: readonly JsonValue[]): readonly string[] {
  let report = EMPTY_REPORT;
  return documents.flatMap((document) => {
    const before = report;
    report = foldReport(before, document);
    return describeTurn(before, report, document) ?? [];
  });
}

describe("[M11] what an agent's command line reports (documented shapes)", () => {
  test("events and one result of claude -p", () => {
    const report = read(DOCUMENTED["claude"] ?? []);
    expect(report).toMatchObject({ turns: 2, text: "Done.", costUsd: 0.05, durationMs: 4_000, error: null });
    expect(report.usage).toEqual({ input_tokens: 114, output_tokens: 20, cached_input_tokens: 100 });
    expect(stepsOf(DOCUMENTED["claude"] ?? [])).toEqual(["turn 1", "turn 1: Bash", "turn 2"]);
  });

  test("events of codex exec, with a reconnection that succeeded", () => {
    const report = read(DOCUMENTED["codex"] ?? []);
    expect(report).toMatchObject({ turns: 1, text: "Done.", costUsd: null, error: null, hasEnded: true });
    expect(report.usage).toEqual({ input_tokens: 120, output_tokens: 20, cached_input_tokens: 100 });
    expect(stepsOf(DOCUMENTED["codex"] ?? [])).toEqual(["turn 1", "turn 1: bash -lc ls"]);
  });

  test.each<[string, JsonValue[], string]>([
    [
      "too many turns",
      [{ type: "result", subtype: "error_max_turns", is_error: false, num_turns: 9 }],
      "error_max_turns",
    ],
    [
      "an error as result",
      [{ type: "result", subtype: "success", is_error: true, result: "Credit balance is too low" }],
      "success: Credit balance is too low",
    ],
    [
      "a list of errors",
      [{ type: "result", subtype: "error_during_execution", is_error: true, errors: ["tool broke"] }],
      "error_during_execution: tool broke",
    ],
    [
      "a failed turn",
      [{ type: "turn.started" }, { type: "turn.failed", error: { message: "stream ended" } }],
      "stream ended",
    ],
    ["a fatal error", [{ type: "error", message: "no credentials" }], "no credentials"],
  ])("%s is a failure with its reason", (_what, documents, reason) => {
    expect(read(documents).error).toBe(reason);
  });

  test("tokens of several turns are summed, and unknown events change nothing", () => {
    const turn = { type: "turn.completed", usage: { input_tokens: 5, output_tokens: 1 } };
    expect(read([turn, { type: "new.event" }, "notice", null, turn]).usage).toEqual({
      input_tokens: 10,
      output_tokens: 2,
      cached_input_tokens: 0,
    });
  });
});
