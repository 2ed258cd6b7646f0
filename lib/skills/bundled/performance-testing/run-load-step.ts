import autocannon from "autocannon";
import type { LoadStep } from "./load-profile.ts";
import type { PinnedTarget } from "./target.ts";

export type LoadResult = {
  readonly requests: number;
  readonly errors: number;
  readonly latenciesMs: readonly number[];
};

const REQUEST_LIMIT_S = 5;
/** autocannon looks only at this interval whether it has sent all: a second by default, most of it idle */
const SAMPLE_INTERVAL_MS = 10;
/** as many as the protocol carries for an item */
const MAX_SAMPLES = 5_000;

/** Sends the step's requests and waits for the answers. An answer that is not 2xx, a lost one and a late one are errors. */
export async function runLoadStep(target: PinnedTarget, step: LoadStep, signal: AbortSignal): Promise<LoadResult> {
  const latenciesMs: number[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>();
  const instance = autocannon(toOptions(target, step), (error: unknown, result) =>
    error instanceof Error ? reject(error) : resolve(result),
  );
  instance.on("response", (_client, _status, _bytes, latencyMs) => {
    if (latenciesMs.length < MAX_SAMPLES) latenciesMs.push(latencyMs);
  });
  const stop = () => instance.stop();
  signal.addEventListener("abort", stop, { once: true });
  const result = await promise;
  signal.removeEventListener("abort", stop);
  signal.throwIfAborted();
  const answered = result["2xx"] + result.non2xx;
  return { requests: answered + result.errors, errors: result.non2xx + result.errors, latenciesMs };
}

function toOptions(target: PinnedTarget, step: LoadStep): autocannon.Options {
  return {
    url: target.origin,
    connections: step.connections,
    amount: step.requests,
    timeout: REQUEST_LIMIT_S,
    bailout: step.requests,
    sampleInt: SAMPLE_INTERVAL_MS,
    servername: target.servername,
    requests: step.paths.map((path) => ({ method: "GET", path, headers: { host: target.hostHeader } })),
  };
}
