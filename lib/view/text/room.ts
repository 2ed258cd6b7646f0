import { pluralize } from "../../core/words/plural.ts";

const PEOPLE = { one: "person", many: "people" };

/** Texts of the room's picture, on projector and phones. */
export const roomText = {
  title: "Live",
  qr: "QR code of this page",
  timeline: "Timeline",
  quality: "Quality by progress",
  held: "held",
  time: "time",
  /** in the widest stretch of its kind */
  stretches: { hold: "waits", pause: "paused", stall: "stuck" },
  gate: (where: string, here: number, of: number) => `${where} gate: ${here} of ${of}`,
  step: (here: number, of: number) => `end of the step: ${here} of ${of}`,
  opened: { presenter: (where: string) => `${where} opened by presenter`, other: (where: string) => `${where} opened` },
  limitReached: "limit reached",
  words: {
    failed: "failed",
    cancelled: "cancelled",
    hangs: (seconds: number) => `hangs, ${seconds} s`,
    overdue: (seconds: number) => `overdue by ${seconds} s`,
    retry: "batch failed",
    retrying: "trying again",
    paused: "paused",
    recovering: "continues soon",
    starting: "starting",
    done: "done",
    faults: {
      slow: "slowed down",
      fail: "made to fail",
      hang: "made to hang",
      kill: "worker killed",
      memory: "memory fault",
    },
  },
  watching: (count: string, of: number) => `${count} ${pluralize(of, PEOPLE)} watching`,
  goTo: "Go to",
  andEnter: "and enter",
  joined: "You are in.",
  result: "RESULT",
  frozen: "FROZEN",
  lost: (time: string | null) =>
    time === null ? "No connection: this picture is old" : `No connection since ${time}: this picture is old`,
} as const;
