import { isDriver, isDriverless } from "../../core/stage/direct.ts";
import type { ConsoleName, Programme } from "../../core/stage/programme.ts";

/** Who drives, as one console sees it. */
export type Driving =
  /** `asking`: the console that asks for the controls */
  | { readonly kind: "mine"; readonly asking: ConsoleName | null }
  /** `asked`: this console has asked for them */
  | { readonly kind: "other"; readonly name: string; readonly asked: boolean }
  /** `left`: who drove last */
  | { readonly kind: "nobody"; readonly left: string | null }
  /** the stage shows another run, or none: this run has no driver */
  | { readonly kind: "elsewhere"; readonly runId: string | null }
  | { readonly kind: "unknown" };

/** `programme`: null until the hub has sent it. */
export function selectDriving(programme: Programme | null, runId: string, consoleId: string | null): Driving {
  if (programme === null) return { kind: "unknown" };
  if (programme.runId !== runId) return { kind: "elsewhere", runId: programme.runId };
  const { driver, asking } = programme;
  if (driver === null || isDriverless(programme))
    return isDriver(programme, consoleId) ? { kind: "mine", asking } : { kind: "nobody", left: driver?.name ?? null };
  if (isDriver(programme, consoleId)) return { kind: "mine", asking };
  return { kind: "other", name: driver.name, asked: asking !== null && asking.id === consoleId };
}

/** Whether this console may change what the room sees. */
export function mayDirect({ kind }: Driving): boolean {
  return kind === "mine";
}

/** Whether this console may control its run; only the run on stage has a driver. */
export function mayControl({ kind }: Driving): boolean {
  return kind === "mine" || kind === "elsewhere";
}
