import type { GatherReason, ReleaseReason } from "../run/events.ts";

type ReleaseWords = {
  /** a caption of one or two words */
  readonly short: string;
  /** on its own, beside the milestone */
  readonly full: string;
  /** behind "released 50 %" */
  readonly logged: string;
};

/** Why a barrier opened, for every place that says so: screen, log and command line. */
export const RELEASE_WORDS: { readonly [reason in ReleaseReason]: ReleaseWords } = {
  "all-arrived": { short: "all here", full: "all arrived", logged: ", everyone arrived" },
  "sibling-ended": { short: "went on", full: "went on: the missing had ended", logged: ", nobody else will come" },
  timeout: { short: "wait limit", full: "wait limit reached", logged: ", the wait limit has passed" },
  presenter: { short: "presenter", full: "released by presenter", logged: " by presenter" },
  "free-running": { short: "passed", full: "passed without a stop", logged: "" },
};

/** Why nobody is awaited any more while the presenter opens the barrier; in front of its name. */
export const GATHER_WORDS: { readonly [reason in GatherReason]: string } = {
  "all-arrived": "everyone is at",
  "sibling-ended": "everyone left is at",
  timeout: "the wait limit has passed at",
};
