/**
 * At most `total` sockets. The last `reserved` ones, and every one above `perAddress` of an address, are for sessions alone, so
 * that a crowd cannot keep the presenter out. One address may be a whole hall, or a proxy in front of us.
 */
export type SeatLimits = { readonly total: number; readonly reserved: number; readonly perAddress: number };

export const SEAT_LIMITS: SeatLimits = { total: 10_000, reserved: 200, perAddress: 6_000 };

/** Counts the connections of the hub, and decides who may open another one. */
export class Seats {
  readonly #limits: SeatLimits;
  readonly #isSessionValid: (secret: string) => Promise<boolean>;
  readonly #byAddress = new Map<string, number>();
  #taken = 0;

  constructor(limits: SeatLimits, isSessionValid: (secret: string) => Promise<boolean>) {
    this.#limits = limits;
    this.#isSessionValid = isSessionValid;
  }

  /** Rejects when a session would have to be looked up and the database is unavailable. */
  async isFree(address: string, sessionSecret: string | null): Promise<boolean> {
    const { total, reserved, perAddress } = this.#limits;
    if (this.#taken < total - reserved && (this.#byAddress.get(address) ?? 0) < perAddress) return true;
    return this.#taken < total && sessionSecret !== null && this.#isSessionValid(sessionSecret);
  }

  take(address: string): void {
    this.#taken += 1;
    this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + 1);
  }

  leave(address: string): void {
    this.#taken -= 1;
    const left = (this.#byAddress.get(address) ?? 0) - 1;
    if (left > 0) this.#byAddress.set(address, left);
    else this.#byAddress.delete(address);
  }
}
