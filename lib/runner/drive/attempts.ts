import type { Step } from "../../core/decide/decision.ts";
import type { Crew } from "../crew/crew.ts";

export type RetryStep = Extract<Step, { type: "retry-scenario" }>;

/** New attempts that have not begun yet; each is opened once, however often it is requested. */
export class Attempts {
  readonly #opening = new Map<string, Promise<Crew>>();
  readonly #open = new Set<string>();

  open(step: RetryStep, read: () => Promise<Crew>): Promise<Crew> {
    const key = keyOf(step);
    const opening = this.#opening.get(key) ?? this.#start(key, read);
    this.#opening.set(key, opening);
    return opening;
  }

  async #start(key: string, read: () => Promise<Crew>): Promise<Crew> {
    const crew = await read();
    this.#open.add(key);
    return crew;
  }

  isOpen(step: RetryStep): boolean {
    return this.#open.has(keyOf(step));
  }

  forget(step: RetryStep): void {
    this.#opening.delete(keyOf(step));
    this.#open.delete(keyOf(step));
  }
}

function keyOf({ scenarioId, attempt }: RetryStep): string {
  return `${scenarioId}:${attempt}`;
}
