import type { StageAct } from "../../core/stage/direct.ts";
import type { Cover } from "../../core/stage/programme.ts";
import type { DirectReply } from "../../realtime/protocol/protocol.ts";
import { stageNotices } from "../../view/text/stage.ts";

/** A cover that this console has asked for. `seq`: of the programme at the click. */
export type CoverClick = { readonly cover: Cover | null; readonly seq: number; readonly isAnswered: boolean };

type Options = {
  readonly direct: (act: StageAct) => Promise<DirectReply>;
  readonly onCover: (click: CoverClick | null) => void;
  readonly say: (text: string) => void;
};

/** Sends what the console asks of the stage, and says why it did not happen. The reply: whether it did. `seq`: of the known programme. */
export function createStageActs({ direct, onCover, say }: Options): (act: StageAct, seq: number) => Promise<boolean> {
  let covers = 0;
  return async (act, seq) => {
    const click = act.type === "cover" ? { cover: act.cover, seq, isAnswered: false } : null;
    const mine = click === null ? null : (covers += 1);
    if (click !== null) onCover(click);
    const failure = await findFailure(direct, act);
    if (click !== null && mine === covers) onCover(failure === null ? { ...click, isAnswered: true } : null);
    if (failure !== null) say(failure);
    return failure === null;
  };
}

async function findFailure(direct: Options["direct"], act: StageAct): Promise<string | null> {
  try {
    const reply = await direct(act);
    return reply.ok ? null : reply.error.message;
  } catch {
    return stageNotices["hub-silent"];
  }
}

/** The cover as the console shows it: the click counts until the hub's answer, and the programme after it. */
export function coverShown(
  programme: { readonly cover: Cover | null; readonly seq: number },
  click: CoverClick | null,
) {
  if (click === null) return programme.cover;
  return click.isAnswered && programme.seq > click.seq ? programme.cover : click.cover;
}
