import { parentPort, workerData } from "node:worker_threads";
import { judge } from "../core/judgement/judge.ts";
import { FiguresError } from "../figures/figures-error.ts";
import { readFigures } from "../figures/read-figures.ts";
import { selectReport } from "../view/report/report.ts";
import type { JudgeMessage, JudgeRequest } from "./judge.ts";

async function judgeFiles({ files, options }: JudgeRequest): Promise<JudgeMessage> {
  try {
    const { input, notes } = await readFigures(files, options);
    const judgement = judge(input);
    const report = selectReport(judgement, input, { withCost: false, notes });
    return { judgement: JSON.stringify(judgement, null, 2), report, notes };
  } catch (error) {
    if (!(error instanceof FiguresError)) throw error;
    return { problem: error.message };
  }
}

parentPort?.postMessage(await judgeFiles(workerData as JudgeRequest), []);
