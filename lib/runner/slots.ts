/** The right of a run to compute on this runner. */
export type Slot = {
  /** A run that only waits returns its slot; when it continues it takes one at once, even beyond the limit. */
  setWaiting(isWaiting: boolean): void;
  release(): void;
};

/** Limits how many runs compute on a runner. Only runs that begin wait for a slot; a run that continues after a wait is never delayed. */
export class Slots {
  readonly #limit: number;
  readonly #onChange: () => void;
  #taken = 0;
  #open: (() => void)[] = [];
  #closed = false;

  constructor(limit: number, onChange: () => void) {
    this.#limit = limit;
    this.#onChange = onChange;
  }

  get free(): number {
    return Math.max(0, this.#limit - this.#taken);
  }

  take(): Slot {
    let isTaken = false;
    const set = (take: boolean): void => {
      if (take === isTaken) return;
      isTaken = take;
      this.#count(take ? 1 : -1);
    };
    set(true);
    return { setWaiting: (isWaiting) => set(!isWaiting), release: () => set(false) };
  }

  /** Resolves when a slot is free, or after `close`. */
  async whenFree(): Promise<void> {
    while (this.free === 0 && !this.#closed) await new Promise<void>((resolve) => this.#open.push(resolve));
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  #count(change: number): void {
    this.#taken += change;
    if (this.free > 0) this.#wake();
    this.#onChange();
  }

  #wake(): void {
    for (const resolve of this.#open.splice(0)) resolve();
  }
}
