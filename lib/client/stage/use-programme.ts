"use client";
import { useCallback, useMemo, useState } from "react";
import type { StageAct } from "../../core/stage/direct.ts";
import { INITIAL_PROGRAMME, type Programme } from "../../core/stage/programme.ts";
import { selectDriving, type Driving } from "../../view/console/driving.ts";
import type { RunStream } from "../stream/run-stream.ts";
import { coverShown, createStageActs, type CoverClick } from "./stage-acts.ts";

export type ProgrammeControl = {
  /** as this console shows it: black at once */
  readonly programme: Programme;
  readonly driving: Driving;
  readonly direct: (act: StageAct) => Promise<boolean>;
};

type Options = {
  readonly runId: string;
  readonly consoleId: string | null;
  /** must be stable */
  readonly say: (text: string) => void;
};

/** What the room sees, and what this console may do about it. */
export function useProgramme(
  { view, direct: send }: Pick<RunStream, "view" | "direct">,
  { runId, consoleId, say }: Options,
): ProgrammeControl {
  const [click, setClick] = useState<CoverClick | null>(null);
  const known = view?.programme;
  const acts = useMemo(() => createStageActs({ direct: send, onCover: setClick, say }), [send, say]);
  const seq = known?.seq ?? 0;
  const direct = useCallback(async (act: StageAct) => acts(act, seq), [acts, seq]);
  const programme = useMemo(() => {
    const base: Programme = { ...INITIAL_PROGRAMME, ...known };
    return { ...base, cover: coverShown(base, click) };
  }, [known, click]);
  return { programme, driving: selectDriving(known ? programme : null, runId, consoleId), direct };
}
