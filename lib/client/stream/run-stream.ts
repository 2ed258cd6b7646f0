"use client";
import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { StageAct } from "../../core/stage/direct.ts";
import type { CommandReply, CommandRequest, DirectReply } from "../../realtime/protocol/protocol.ts";
import { createThrottle } from "../../throttle.ts";
import type { Connection } from "./connection.ts";
import { selectConnection } from "./connection.ts";
import type { LinkStatus, LiveConnection, StreamTarget } from "./live-connection.ts";
import { openLiveConnection } from "./live-connection.ts";
import type { LiveView } from "./live-view.ts";
import { runKeys } from "./run-keys.ts";

export type RunStream = {
  /** the latest view; kept while disconnected; null before the first join */
  readonly view: LiveView | null;
  readonly connection: Connection;
  /** Rejects without an acknowledgement in time. */
  readonly sendCommand: (request: CommandRequest) => Promise<CommandReply>;
  /** Changes what the room sees, or who directs it. Rejects without an acknowledgement in time. */
  readonly direct: (act: StageAct) => Promise<DirectReply>;
  readonly measureLatency: () => Promise<number | null>;
};

export type RunStreamOptions = {
  /** must be stable */
  readonly onStageChanged?: () => void;
};

const RENDER_INTERVAL_MS = 100;
const monotonicMs = () => performance.now();

/** Follows a run (presenter) or a stage (audience) live; the state lives in one TanStack Query entry. */
export function useRunStream(target: StreamTarget, { onStageChanged }: RunStreamOptions = {}): RunStream {
  const queryClient = useQueryClient();
  const stable = useStableTarget(target);
  const { data } = useQuery<LiveView>({
    queryKey: runKeys.view(stable),
    queryFn: skipToken,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const link = useRef<LiveConnection | null>(null);
  const lastHeardMs = useRef<number | null>(null);
  const [status, setStatus] = useState<LinkStatus & { everJoined: boolean }>({
    joined: false,
    refusal: null,
    waiting: null,
    everJoined: false,
  });

  useEffect(() => {
    const queryKey = runKeys.view(stable);
    const renders = createThrottle<LiveView>(RENDER_INTERVAL_MS, (view) => queryClient.setQueryData(queryKey, view));
    const connection = openLiveConnection({
      target: stable,
      url: null,
      initial: queryClient.getQueryData<LiveView>(queryKey) ?? null,
      nowMs: monotonicMs,
      random: Math.random,
      onView: (view) => {
        lastHeardMs.current = Date.now();
        renders.request(view);
      },
      onStatus: (next) => setStatus((before) => ({ ...next, everJoined: before.everJoined || next.joined })),
      ...(onStageChanged === undefined ? {} : { onStageChanged }),
    });
    link.current = connection;
    const stopWatching = watchWakeUps(() => connection.rejoin());
    return () => {
      stopWatching();
      renders.stop();
      connection.close();
      link.current = null;
    };
  }, [stable, queryClient, onStageChanged]);

  const connection = useConnection(status, lastHeardMs);
  const calls = useMemo(() => {
    const open = () => link.current;
    const requireOpen = () => {
      const current = open();
      if (!current) throw new Error("There is no connection to send this over");
      return current;
    };
    return {
      sendCommand: async (request: CommandRequest) => requireOpen().sendCommand(request),
      direct: async (act: StageAct) => requireOpen().direct(act),
      measureLatency: async () => (await open()?.measureLatency()) ?? null,
    };
  }, []);
  return { view: data ?? null, connection, ...calls };
}

function useStableTarget(target: StreamTarget): StreamTarget {
  const { as } = target;
  const name = target.as === "presenter" ? target.runId : target.code;
  const console = target.as === "presenter" ? target.console : null;
  return useMemo(
    (): StreamTarget => (as === "presenter" ? { as, runId: name, console } : { as, code: name }),
    [as, name, console],
  );
}

/** Phones suspend the sockets of background tabs silently: rejoin when the page returns. */
function watchWakeUps(onWake: () => void): () => void {
  const onVisible = () => document.visibilityState === "visible" && onWake();
  const onShow = (event: PageTransitionEvent) => event.persisted && onWake();
  document.addEventListener("visibilitychange", onVisible);
  window.addEventListener("pageshow", onShow);
  window.addEventListener("online", onWake);
  return () => {
    document.removeEventListener("visibilitychange", onVisible);
    window.removeEventListener("pageshow", onShow);
    window.removeEventListener("online", onWake);
  };
}

function watchNetwork(onChange: () => void): () => void {
  window.addEventListener("online", onChange);
  window.addEventListener("offline", onChange);
  return () => {
    window.removeEventListener("online", onChange);
    window.removeEventListener("offline", onChange);
  };
}

function useConnection(
  status: LinkStatus & { everJoined: boolean },
  lastHeard: { readonly current: number | null },
): Connection {
  const [nowMs, setNowMs] = useState(() => Date.now());
  const online = useSyncExternalStore(
    watchNetwork,
    () => navigator.onLine,
    () => true,
  );
  useEffect(() => {
    if (status.joined) return;
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [status.joined]);
  return selectConnection({ ...status, online, lastHeardMs: lastHeard.current, nowMs });
}
