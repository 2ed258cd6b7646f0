import { RateLimiterRes, type RateLimiterMemory } from "rate-limiter-flexible";

/** false when the limit is reached. */
export async function take(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  return (await takeOrWait(limiter, key)) === 0;
}

/** Milliseconds until the limit allows more; 0 when it is not reached. The limiter signals that by rejecting with its result. */
export async function takeOrWait(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(1, error.msBeforeNext);
    throw error;
  }
}
