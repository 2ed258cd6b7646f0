import type { GatherReason, ReleaseReason } from "../run/events.ts";

type ReleaseWords = {
  /** a caption of one or two words */
  readonly short: string;
  /** on its own, beside the milestone */
  readonly full: string;
  /** after "released 50 %" */
  readonly logged: string;
};

/** Why a barrier opened, for the screen, the log and the command line. */
export const RELEASE_WORDS: { readonly [reason in ReleaseReason]: ReleaseWords } = {
  "all-arrived": { short: "all here", full: "all arrived", logged: ", everyone arrived" },
  "sibling-ended": { short: "continued", full: "the rest have ended", logged: ", the rest have ended" },
  timeout: { short: "wait limit", full: "wait limit reached", logged: ", wait limit reached" },
  presenter: { short: "presenter", full: "released by presenter", logged: " by presenter" },
  "free-running": { short: "passed", full: "passed without stopping", logged: "" },
};

/** Why only the presenter is awaited at a milestone, before its name. */
export const GATHER_WORDS: { readonly [reason in GatherReason]: string } = {
  "all-arrived": "everyone is at",
  "sibling-ended": "all remaining scenarios are at",
  timeout: "wait limit reached at",
};
