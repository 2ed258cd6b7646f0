import { v7 as uuid } from "uuid";
import type { ConsoleName } from "../../core/stage/programme.ts";
import { stageText } from "../../view/text/stage.ts";

const KEY = "triptych.console";

/** A tab keeps its id over a reload, but a duplicated tab copies it: tabs of one browser ask each other. */
export type TabChannel = {
  readonly send: (message: TabMessage) => void;
  readonly listen: (listener: (message: TabMessage) => void) => void;
};
/** `tab`: drawn anew by each page */
export type TabMessage = { readonly type: "claim" | "held"; readonly id: string; readonly tab: string };

type Tab = {
  readonly storage: Pick<Storage, "getItem" | "setItem">;
  readonly channel: TabChannel;
  readonly newId: () => string;
  /** resolves once the other tabs have had time to answer */
  readonly settle: () => Promise<void>;
  /** called with the id of this tab, and again if another tab turns out to hold it */
  readonly onId: (id: string) => void;
};

/** Claims an id for this tab. An id that another tab holds is replaced, even when that tab answers late. */
export async function claimConsoleId({ storage, channel, newId, settle, onId }: Tab): Promise<void> {
  const tab = newId();
  let isClaimed = false;
  const takeNew = () => {
    const id = newId();
    storage.setItem(KEY, id);
    return id;
  };
  const known = storage.getItem(KEY);
  let id = known ?? takeNew();
  channel.listen((message) => {
    if (message.id !== id || message.tab === tab) return;
    if (message.type === "claim") return channel.send({ type: "held", id, tab });
    id = takeNew();
    if (isClaimed) onId(id);
  });
  if (known !== null) {
    channel.send({ type: "claim", id, tab });
    await settle();
  }
  isClaimed = true;
  onId(id);
}

/** Other tabs of this browser answer within a few ms, unless the browser has suspended them. */
const ANSWER_MS = 120;

/** Calls `onName` with the name of this tab among the consoles. The return value stops it. */
export function watchConsoleName(onName: (name: ConsoleName) => void): () => void {
  const broadcast = new BroadcastChannel(KEY);
  const name = nameBrowser(navigator.userAgent);
  let isStopped = false;
  void claimConsoleId({
    storage: sessionStorage,
    channel: {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a broadcast channel has none: it is of this origin
      send: (message) => broadcast.postMessage(message),
      listen: (listener) =>
        broadcast.addEventListener("message", ({ data }: MessageEvent<TabMessage>) => listener(data)),
    },
    newId: uuid,
    settle: () => new Promise((resolve) => setTimeout(resolve, ANSWER_MS)),
    onId: (id) => isStopped || onName({ id, name }),
  });
  return () => {
    isStopped = true;
    broadcast.close();
  };
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const DEVICES: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Mac OS X/, "Mac"],
  [/Windows/, "Windows"],
  [/CrOS/, "Chromebook"],
  [/Linux/, "Linux"],
];

/** "Chrome on Mac", from the browser's user agent. */
export function nameBrowser(userAgent: string): string {
  const find = (names: typeof BROWSERS) => names.find(([pattern]) => pattern.test(userAgent))?.[1];
  return stageText.consoleName(find(BROWSERS), find(DEVICES));
}
