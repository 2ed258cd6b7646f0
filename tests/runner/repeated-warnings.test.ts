import { expect, test } from "vitest";
import { RepeatedWarnings } from "../../lib/runner/repeated-warnings.ts";

test("[E2] a failure that repeats is logged once, again when its reason changes, and when it is over", () => {
  const logged: string[] = [];
  const log = (details: object, message: string) =>
    void logged.push("err" in details && details.err instanceof Error ? `${message}: ${details.err.message}` : message);
  const warnings = new RepeatedWarnings({ info: log, warn: log, error: log });
  warnings.succeeded("renew leases");
  for (let second = 0; second < 20; second += 1) warnings.failed("renew leases", new Error("disk full"));
  warnings.failed("claim", new Error("disk full"));
  warnings.failed("renew leases", new Error("no connection"));
  warnings.succeeded("renew leases");
  warnings.succeeded("renew leases");
  warnings.failed("renew leases", new Error("no connection"));
  expect(logged).toEqual([
    "cannot renew leases: disk full",
    "cannot claim: disk full",
    "cannot renew leases: no connection",
    "can renew leases again",
    "cannot renew leases: no connection",
  ]);
});
