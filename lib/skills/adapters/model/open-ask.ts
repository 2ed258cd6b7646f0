import { ANSWERS, PACES, toAddress, type ModelService } from "../../definition/invoke/model.ts";
import type { InvokerContext } from "../invoker.ts";
import { createRecordingModel, createReplayedModel } from "./pinned-model.ts";
import type { AskModel } from "./question.ts";
import { openRecordingWriter, readRecording } from "./recording.ts";
import { waitMs } from "./wait.ts";

/** A way to ask a model: live, live and kept, or from kept answers, by the run's options. */
export type OpenedModel = { readonly ask: AskModel; readonly close: () => Promise<void> };

const nothing = async (): Promise<void> => {};

export async function openAsk(service: ModelService, paceMs: number, context: InvokerContext): Promise<OpenedModel> {
  const answers = ANSWERS.find((each) => each === context.options["answers"]) ?? "live";
  if (answers === "replay") {
    const pace = PACES.find((each) => each === context.options["pace"]) ?? "recorded";
    const recording = await readRecording(context.folder);
    return {
      ask: createReplayedModel(recording, { folder: context.folder, pace, paceMs, wait: waitMs }),
      close: nothing,
    };
  }
  const ask = await openLive(service, context);
  if (answers === "live") return { ask, close: nothing };
  const writer = await openRecordingWriter(context.folder);
  return { ask: createRecordingModel(ask, writer, () => new Date()), close: () => writer.close() };
}

async function openLive(service: ModelService, context: InvokerContext): Promise<AskModel> {
  const { secrets, itemTimeoutMs } = context;
  const key = service.apiKey === undefined ? null : (secrets[service.apiKey] ?? null);
  if (service.apiKey !== undefined && key === null) throw new Error(`The secret ${service.apiKey} is not set.`);
  // a replay does without the libraries
  const { createLiveModel } = await import("./live-model.ts");
  return createLiveModel({
    service,
    key,
    timeLimitMs: itemTimeoutMs,
    fetch: context.openFetch?.(toAddress(service), service.allow, "invoke.allow") ?? globalThis.fetch,
    wait: waitMs,
    nowMs: () => performance.now(),
    wallMs: () => Date.now(),
    random: Math.random,
  });
}
