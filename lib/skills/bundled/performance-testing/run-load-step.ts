import autocannon from "autocannon";
import type { LoadStep } from "./load-profile.ts";
import type { PinnedTarget } from "./target.ts";

export type LoadResult = {
  readonly requests: number;
  readonly errors: number;
  readonly latenciesMs: readonly number[];
};

const REQUEST_LIMIT_S = 5;
/** autocannon checks at this interval whether it has finished; the default of a second would mostly be idle time */
const SAMPLE_INTERVAL_MS = 10;
/** the protocol's limit per item */
const MAX_SAMPLES = 5_000;

/** Sends the step's requests and waits for the responses. A non-2xx, lost or late response is an error. */
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
