"use client";
import type { FaultKind } from "../../core/run/faults.ts";
import { useCallback, useEffect, useState } from "react";
import { v7 as uuid } from "uuid";
import type { CommandType } from "../../core/run/commands.ts";
import type { RunState } from "../../core/run/state.ts";
import type { CommandReply, CommandRequest } from "../../realtime/protocol/protocol.ts";
import { pendingText } from "../../view/text/console.ts";

export type ClickOptions = {
  readonly scenarioId?: string;
  readonly percent?: number;
  readonly force?: boolean;
  readonly fault?: FaultKind | null;
};
/** A click that was sent and has no visible effect yet. */
export type PendingClick = {
  readonly id: string;
  readonly type: CommandType;
  readonly scenarioId: string | null;
  readonly stored: boolean;
};

type Deliver = (request: CommandRequest) => Promise<CommandReply>;
export type UseCommandsOptions = {
  readonly runId: string;
  readonly state: RunState | null;
  /** over the socket; rejects without an answer */
  readonly deliver: Deliver;
  /** over HTTP, when the socket does not answer; one click id takes effect once */
  readonly fallback: Deliver;
  /** must be stable */
  readonly onRefused: (message: string) => void;
};

const NOTICE_AFTER_MS = 15_000;

/** Sends a presenter's clicks and tracks each until its event arrives. */
export function useCommands({ runId, state, deliver, fallback, onRefused }: UseCommandsOptions): {
  readonly pending: readonly PendingClick[];
  readonly send: (type: CommandType, options?: ClickOptions) => void;
} {
  const [pending, setPending] = useState<readonly PendingClick[]>([]);

  const send = useCallback(
    (type: CommandType, options: ClickOptions = {}) => {
      const id = uuid();
      const request: CommandRequest = { runId, id, type, ...options };
      setPending((clicks) => [...clicks, { id, type, scenarioId: options.scenarioId ?? null, stored: false }]);
      void deliverOnce(request, deliver, fallback).then((failure) => {
        if (failure === null)
          setPending((clicks) => clicks.map((click) => (click.id === id ? { ...click, stored: true } : click)));
        else {
          setPending((clicks) => clicks.filter((click) => click.id !== id));
          onRefused(failure);
        }
      });
    },
    [runId, deliver, fallback, onRefused],
  );

  useEffect(() => {
    if (pending.length === 0 || !state) return;
    const outcomes = new Map(state.commands.map((outcome) => [outcome.commandId, outcome]));
    const settled = pending.filter((click) => outcomes.has(click.id));
    if (settled.length === 0) return;
    // oxlint-disable-next-line react/set-state-in-effect -- the run keeps 50 outcomes: a settled click must be dropped while its outcome is still among them
    setPending((clicks) => clicks.filter((click) => !outcomes.has(click.id)));
    for (const click of settled) {
      const outcome = outcomes.get(click.id);
      if (outcome?.outcome === "refused") onRefused(outcome.message ?? pendingText.refused);
    }
  }, [pending, state, onRefused]);

  const oldest = pending[0]?.id;
  useEffect(() => {
    if (oldest === undefined) return;
    const timer = setTimeout(() => {
      setPending((clicks) => clicks.filter((click) => click.id !== oldest));
      onRefused(pendingText.noRunner);
    }, NOTICE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [oldest, onRefused]);
  return { pending, send };
}

/** null once the click is stored, else the error message. */
async function deliverOnce(request: CommandRequest, deliver: Deliver, fallback: Deliver): Promise<string | null> {
  const ways: readonly Deliver[] = [deliver, fallback];
  let failure: string = pendingText.noAnswer;
  for (const way of ways) {
    try {
      const reply = await way(request);
      if (reply.ok) return null;
      failure = reply.error.message;
      if (reply.error.code !== "unavailable") return failure;
    } catch {
      // no answer: the next way sends the same click id, and the last failure is returned
    }
  }
  return failure;
}
