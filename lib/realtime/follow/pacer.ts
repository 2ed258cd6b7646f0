/** Calls `send` at most once an interval: the first request at once, later ones together at the interval's end; never a debounce. */
export class Pacer {
  readonly #intervalMs: number;
  readonly #send: () => void;
  #lastMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;

  constructor(intervalMs: number, send: () => void) {
    this.#intervalMs = intervalMs;
    this.#send = send;
  }

  request(): void {
    if (this.#timer !== null) return;
    const waitMs = this.#lastMs + this.#intervalMs - performance.now();
    if (waitMs <= 0) this.#fire();
    else this.#timer = setTimeout(() => this.#fire(), waitMs);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #fire(): void {
    this.#timer = null;
    this.#lastMs = performance.now();
    this.#send();
  }
}
