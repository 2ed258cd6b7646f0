"use client";
import { createContext, useContext, useMemo, useState, type ReactNode } from "react";
import type { Statement } from "@/lib/core/run/judgement";
import type { RunResults } from "@/lib/core/run/results";
import type { RunSpec } from "@/lib/core/run/spec";
import { LiveQuery } from "../parts/live-query";
import { CostlyItemsDialog } from "./costly-items-dialog";
import { EvidenceDialog } from "./evidence-dialog";

type JudgedRun = {
  readonly runId: string;
  readonly spec: RunSpec;
  /** shows the evidence of a statement */
  readonly explain: (statement: Statement) => void;
  /** shows the items that lowered a scenario's score */
  readonly showItems: (scenarioId: string) => void;
};

type JudgedRunProviderProps = { runId: string; spec: RunSpec; results: RunResults; children: ReactNode };

const JudgedRunContext = createContext<JudgedRun | null>(null);

/** Provides the run; every statement below can show its evidence, every score its costly items. */
export function JudgedRunProvider({ runId, spec, results, children }: JudgedRunProviderProps) {
  const [statement, setStatement] = useState<Statement | null>(null);
  const [scenarioId, setScenarioId] = useState<string | null>(null);
  const [open, setOpen] = useState<"evidence" | "items" | null>(null);
  const run = useMemo(
    () => ({
      runId,
      spec,
      explain: (asked: Statement) => {
        setStatement(asked);
        setOpen("evidence");
      },
      showItems: (asked: string) => {
        setScenarioId(asked);
        setOpen("items");
      },
    }),
    [runId, spec],
  );
  const close = (stayOpen: boolean) => {
    if (!stayOpen) setOpen(null);
  };
  const scored = results.scenarios.find((result) => result.scenarioId === scenarioId);
  return (
    <LiveQuery>
      <JudgedRunContext value={run}>
        {children}
        {statement === null ? null : (
          <EvidenceDialog statement={statement} spec={spec} open={open === "evidence"} onOpenChange={close} />
        )}
        {scored === undefined ? null : (
          <CostlyItemsDialog
            key={scored.scenarioId}
            runId={runId}
            spec={spec}
            scenarioId={scored.scenarioId}
            quality={scored.totals.quality}
            metricIds={Object.keys(scored.totals.metrics)}
            open={open === "items"}
            onOpenChange={close}
          />
        )}
      </JudgedRunContext>
    </LiveQuery>
  );
}

export function useJudgedRun(): JudgedRun {
  const run = useContext(JudgedRunContext);
  if (run === null) throw new Error("Statements need a JudgedRunProvider around them");
  return run;
}
