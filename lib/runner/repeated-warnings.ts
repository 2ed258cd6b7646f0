export type RunnerLogger = {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
};

/** Logs a failure that repeats, such as every second while the database's disk is full, at its first time and when it is over. */
export class RepeatedWarnings {
  readonly #logger: RunnerLogger;
  /** by what failed: the message that was logged last */
  readonly #failing = new Map<string, string>();

  constructor(logger: RunnerLogger) {
    this.#logger = logger;
  }

  /** `what`: a verb phrase, such as "renew leases" */
  failed(what: string, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (this.#failing.get(what) === message) return;
    this.#failing.set(what, message);
    this.#logger.warn({ err: error }, `cannot ${what}`);
  }

  succeeded(what: string): void {
    if (this.#failing.delete(what)) this.#logger.info({}, `can ${what} again`);
  }
}
