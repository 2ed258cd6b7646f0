import { parentPort, workerData } from "node:worker_threads";
import { judge } from "../core/judgement/judge.ts";
import { selectReport } from "../view/report/report.ts";
import type { JudgeMessage } from "./judge.ts";
import { readFigures } from "./read-figures.ts";
import { UsageError } from "./terminal.ts";

async function judgeFile(bytes: Uint8Array): Promise<JudgeMessage> {
  try {
    const input = await readFigures(bytes);
    const judgement = judge(input);
    const report = selectReport(judgement, input, { withCost: false, notes: [] });
    return { judgement: JSON.stringify(judgement, null, 2), report };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { problem: error.message };
  }
}

parentPort?.postMessage(await judgeFile(workerData as Uint8Array), []);
