/** Wakes one waiter; if raised while no one waits, the next wait returns at once. */
export class Signal {
  #raised = false;
  #wake: (() => void) | null = null;

  raise(): void {
    this.#raised = true;
    this.#wake?.();
  }

  /** Resolves when raised, or after `limitMs` (null: without limit). */
  async wait(limitMs: number | null): Promise<void> {
    if (!this.#raised) {
      await new Promise<void>((resolve) => {
        const timer = limitMs === null ? null : setTimeout(resolve, Math.max(0, limitMs));
        this.#wake = () => {
          if (timer !== null) clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#wake = null;
    this.#raised = false;
  }
}
