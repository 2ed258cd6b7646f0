import { parentPort, workerData } from "node:worker_threads";
import { judge } from "../core/judgement/judge.ts";
import { FiguresError } from "../figures/figures-error.ts";
import { readFigures } from "../figures/read-figures.ts";
import type { JudgeMessage, JudgeRequest } from "./judge.ts";

async function judgeFiles({ files, options }: JudgeRequest): Promise<JudgeMessage> {
  try {
    const { input, notes } = await readFigures(files, options);
    return { judgement: JSON.stringify(judge(input), null, 2), notes };
  } catch (error) {
    if (!(error instanceof FiguresError)) throw error;
    return { problem: error.message };
  }
}

parentPort?.postMessage(await judgeFiles(workerData as JudgeRequest), []);
