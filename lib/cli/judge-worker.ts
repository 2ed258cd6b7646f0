import { parentPort, workerData } from "node:worker_threads";
import { judge } from "../core/judgement/judge.ts";
import type { JudgeMessage } from "./judge.ts";
import { readFigures } from "./read-figures.ts";
import { UsageError } from "./terminal.ts";

async function judgeFile(bytes: Uint8Array): Promise<JudgeMessage> {
  try {
    return { judgement: JSON.stringify(judge(await readFigures(bytes)), null, 2) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { problem: error.message };
  }
}

parentPort?.postMessage(await judgeFile(workerData as Uint8Array), []);
