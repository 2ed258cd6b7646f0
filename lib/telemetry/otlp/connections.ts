import type { Agent } from "node:http";
import { convertLegacyHttpOptions } from "@opentelemetry/otlp-exporter-base/node-http";

/**
 * The connections of an exporter of the SDK, made as its variables say (certificates). The SDK limits the time between two
 * bytes of an answer, so one that trickles would hold a request for ever: `cut` ends all that are open.
 */
export class Connections {
  readonly #agents = new Set<Agent>();

  /** For the option `httpAgentOptions`. */
  forSignal(signal: "TRACES" | "LOGS" | "METRICS"): (protocol: string) => Promise<Agent> {
    const { agentFactory } = convertLegacyHttpOptions({}, signal, "", {});
    return async (protocol) => {
      const agent = await agentFactory(protocol);
      this.#agents.add(agent);
      return agent;
    };
  }

  /** Cuts them once the signal aborts during `work`. */
  async cutOnAbort<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
    const cut = () => {
      for (const agent of this.#agents) agent.destroy();
    };
    signal.addEventListener("abort", cut, { once: true });
    try {
      return await work();
    } finally {
      signal.removeEventListener("abort", cut);
    }
  }
}
