import { RateLimiterRes, type RateLimiterMemory } from "rate-limiter-flexible";

/** false when the limit is reached; the limiter signals this by rejecting with its result. */
export async function take(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (error) {
    if (error instanceof RateLimiterRes) return false;
    throw error;
  }
}
