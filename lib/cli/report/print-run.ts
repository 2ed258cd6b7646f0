import { toJudgementInput } from "../../core/judgement/to-input.ts";
import type { RunState } from "../../core/run/state.ts";
import { describeAnswers } from "../../core/words/describe-answers.ts";
import { describeLabels } from "../../core/words/describe-labels.ts";
import { selectHeadline } from "../../core/words/headline.ts";
import { escapeLine } from "../../terminal-text.ts";
import { selectMetricTable } from "../../view/report/metric-table.ts";
import { selectReport } from "../../view/report/report.ts";
import { selectRunResults } from "../../view/results/results.ts";
import type { Terminal } from "../terminal.ts";
import { layoutReport } from "./layout.ts";
import type { StyledLine } from "./spans.ts";

/** The end of a run that was followed: how it ended, what the judgement says, and its id in a line of its own. */
export function printEnd(terminal: Terminal, state: RunState): void {
  const { title, detail } = selectHeadline(state, state.atMs);
  terminal.printLines([
    [{ text: [title, detail].filter((part) => part !== "").join(": "), style: "plain" }],
    [],
    ...renderRunReport(state, terminal.columns),
    [],
    [{ text: state.runId, style: "plain" }],
  ]);
}

/** What an uploaded file says about the truth, where it says too little. */
function describeInput({ spec: { input } }: RunState): readonly StyledLine[] {
  const labels = input === null ? null : describeLabels(input);
  return labels === null ? [] : [[], [{ text: escapeLine(labels), style: "plain" }]];
}

function describeReplay({ spec: { answers = null } }: RunState): readonly StyledLine[] {
  return answers === null ? [] : [[], [{ text: escapeLine(describeAnswers(answers)), style: "plain" }]];
}

/** The stored judgement of a run, or the one so far; nothing before its first finished item. */
export function renderRunReport(state: RunState, columns: number): readonly StyledLine[] {
  const isSilent = state.finishedAt === null && state.scenarios.every(({ totals }) => totals.itemsDone === 0);
  if (isSilent) return [];
  const { judgement } = selectRunResults(state);
  const extras = { withCost: true, notes: [], metrics: selectMetricTable(state) };
  const report = selectReport(judgement, toJudgementInput(state), extras);
  return [...layoutReport(report, columns), ...describeInput(state), ...describeReplay(state)];
}
