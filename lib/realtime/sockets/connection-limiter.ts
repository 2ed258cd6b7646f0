/**
 * At most `total` sockets. The last `reserved` ones, and those above `perAddress` from one address, require a session, so that
 * a crowd cannot keep the presenter out. One address may be a whole hall, or a proxy in front of us.
 */
export type ConnectionLimits = { readonly total: number; readonly reserved: number; readonly perAddress: number };

export const CONNECTION_LIMITS: ConnectionLimits = { total: 10_000, reserved: 200, perAddress: 6_000 };

/** Counts the connections of the hub, and decides who may open one more. */
export class ConnectionLimiter {
  readonly #limits: ConnectionLimits;
  readonly #isSessionValid: (secret: string) => Promise<boolean>;
  readonly #byAddress = new Map<string, number>();
  #count = 0;

  constructor(limits: ConnectionLimits, isSessionValid: (secret: string) => Promise<boolean>) {
    this.#limits = limits;
    this.#isSessionValid = isSessionValid;
  }

  /** Rejects when a session would have to be looked up and the database is unavailable. */
  async mayConnect(address: string, sessionSecret: string | null): Promise<boolean> {
    const { total, reserved, perAddress } = this.#limits;
    if (this.#count < total - reserved && (this.#byAddress.get(address) ?? 0) < perAddress) return true;
    return this.#count < total && sessionSecret !== null && this.#isSessionValid(sessionSecret);
  }

  add(address: string): void {
    this.#count += 1;
    this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + 1);
  }

  remove(address: string): void {
    this.#count -= 1;
    const left = (this.#byAddress.get(address) ?? 0) - 1;
    if (left > 0) this.#byAddress.set(address, left);
    else this.#byAddress.delete(address);
  }
}
