import { beforeEach, expect, test } from "vitest";
import { coverShown, createStageActs, type CoverClick } from "../../lib/client/stage/stage-acts.ts";
import type { DirectReply } from "../../lib/realtime/protocol/protocol.ts";
import { stageNotices } from "../../lib/view/text/stage.ts";

type Sent = { readonly resolve: (reply: DirectReply) => void; readonly reject: (error: Error) => void };

let click: CoverClick | null;
let sent: Sent[];
let said: string[];
const programme = { cover: null, seq: 4 } as const;

beforeEach(() => {
  [click, sent, said] = [null, [], []];
});

function open() {
  return createStageActs({
    direct: () => {
      const { promise, resolve, reject } = Promise.withResolvers<DirectReply>();
      sent.push({ resolve, reject });
      return promise;
    },
    onCover: (next) => (click = next),
    say: (text) => said.push(text),
  });
}

test("[G5] the console shows black at once, and follows the programme once the hub has answered", async () => {
  const done = open()({ type: "cover", cover: "black" }, 4);
  expect(coverShown(programme, click)).toBe("black");
  sent[0]?.resolve({ ok: true, changed: true });
  expect(await done).toBe(true);
  // the answer may come before the page has drawn the new programme
  expect(coverShown(programme, click)).toBe("black");
  expect(coverShown({ cover: "black", seq: 5 }, click)).toBe("black");
  expect(coverShown({ cover: null, seq: 6 }, click)).toBeNull();
});

test("[G5] without an answer of the hub the console no longer claims to be black, and says so", async () => {
  const done = open()({ type: "cover", cover: "black" }, 4);
  sent[0]?.reject(new Error("timeout"));
  expect(await done).toBe(false);
  expect(coverShown(programme, click)).toBeNull();
  expect(said).toEqual([stageNotices["hub-silent"]]);
});

test("[G4] a refusal is said in its own words", async () => {
  const done = open()({ type: "cover", cover: "black" }, 4);
  sent[0]?.resolve({ ok: false, error: { code: "not-driving", message: "Chrome on Mac drives this stage." } });
  expect(await done).toBe(false);
  expect([coverShown(programme, click), said]).toEqual([null, ["Chrome on Mac drives this stage."]]);
});

test("[G5] the last of several clicks counts, whatever the order of the answers", async () => {
  const act = open();
  const black = act({ type: "cover", cover: "black" }, 4);
  const back = act({ type: "cover", cover: null }, 4);
  sent[1]?.resolve({ ok: true, changed: true });
  await back;
  sent[0]?.reject(new Error("timeout"));
  await black;
  expect(coverShown({ cover: "black", seq: 4 }, click)).toBeNull();
});
