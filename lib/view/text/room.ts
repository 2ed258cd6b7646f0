import { pluralize } from "../../core/words/plural.ts";

const PEOPLE = { one: "person", many: "people" };

/** Texts of the room's picture, on projector and phones. */
export const roomText = {
  title: "Live",
  qr: "QR code of this page",
  timeline: "Timeline",
  quality: "Quality by progress",
  held: (clock: string) => `held ${clock}`,
  gate: (where: string, here: number, of: number) => `${where} gate: ${here} of ${of}`,
  step: (here: number, of: number) => `end of the step: ${here} of ${of}`,
  opened: { presenter: (where: string) => `${where} opened by presenter`, other: (where: string) => `${where} opened` },
  limitReached: "limit reached",
  words: {
    failed: "failed",
    cancelled: "cancelled",
    hangs: (seconds: number) => `hangs, ${seconds} s`,
    overdue: (seconds: number) => `overdue by ${seconds} s`,
    retry: "needs the presenter",
    retrying: "trying again",
    paused: "paused",
    recovering: "going on soon",
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
  beginsHere: "It begins here in a moment.",
  joined: "You are in. It begins here in a moment.",
  result: "RESULT",
  frozen: "FROZEN",
} as const;
