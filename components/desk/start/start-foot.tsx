"use client";
import { LoaderCircle, Play } from "lucide-react";
import Link from "next/link";
import { useEffect, useState, type ReactNode } from "react";
import { Button } from "../../ui/button";
import { EstimateSummary, StartWarnings } from "./estimate-summary";
import type { FormEstimate } from "../use-estimate";
import type { FileState } from "../own-input";
import type { RunListItem } from "@/lib/core/ports/run-store";
import { homeText } from "@/lib/view/text/desk/home";
import { sharedText } from "@/lib/view/text/shared";
import { startFormText } from "@/lib/view/text/desk/start-form";

type StartFootProps = {
  formId: string;
  label: string;
  starting: boolean;
  /** why the last start was refused; null without one */
  error: string | null;
  estimate: FormEstimate;
  file: FileState;
  live: RunListItem | null;
};

/** Start with its estimate, always in sight at the foot of the window. */
export function StartFoot({ formId, label, starting, error, estimate, file, live }: StartFootProps) {
  const [foot, setFoot] = useState<HTMLElement | null>(null);
  useFocusClearance(foot);
  const warnings = [
    ...(file === "refused" ? [startFormText.fileNotUsed] : []),
    ...(estimate.estimate === null ? [] : estimate.estimate.warnings),
  ];
  return (
    <div
      ref={setFoot}
      data-testid="start-foot"
      className="sticky bottom-0 z-20 order-last mt-auto border-t border-line bg-ground shadow-[0_2px_0_var(--ground)]"
    >
      <div className="mx-auto flex max-w-4xl flex-col gap-1.5 px-5 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        {live === null ? null : <LiveRunWarning run={live} />}
        <StartWarnings warnings={warnings} />
        <div className="flex items-center gap-x-5 gap-y-2.5 max-sm:flex-col max-sm:items-stretch">
          <div className="flex min-h-12 min-w-0 flex-1 flex-col justify-center max-sm:text-[15px] sm:min-h-16">
            <Readiness error={error} estimate={estimate} file={file} starting={starting} />
          </div>
          <Button
            type="submit"
            form={formId}
            tone="primary"
            size="large"
            disabled={starting || file === "checking"}
            className="sm:min-w-44"
          >
            {starting ? (
              <LoaderCircle aria-hidden className="size-5 motion-safe:animate-spin" />
            ) : (
              <Play aria-hidden className="size-5" />
            )}
            {starting ? sharedText.starting : label}
          </Button>
        </div>
      </div>
    </div>
  );
}

type ReadinessProps = Pick<StartFootProps, "error" | "estimate" | "file" | "starting">;

/** The estimate, or what prevents the start. */
function Readiness({ error, estimate, file, starting }: ReadinessProps): ReactNode {
  if (starting) return <EstimateSummary {...estimate} />;
  if (error !== null)
    return (
      <p role="alert" className="leading-snug text-bad">
        {error}
      </p>
    );
  const obstacle = describeObstacle(file, estimate);
  if (obstacle === null) return <EstimateSummary {...estimate} />;
  return <output className="leading-snug text-hold">{obstacle}</output>;
}

function describeObstacle(file: FileState, { invalid, error }: FormEstimate): string | null {
  if (file === "checking") return startFormText.checkingFile;
  if (invalid.length > 0) return startFormText.incomplete(invalid);
  return error === null ? null : startFormText.refused(error);
}

/** What a start does to the run on stage. */
function LiveRunWarning({ run }: { run: Pick<RunListItem, "id" | "title"> }) {
  return (
    <p className="text-sm text-muted">
      <Link href={`/runs/${run.id}/present`} className="font-medium text-text underline underline-offset-4">
        {run.title}
      </Link>{" "}
      {homeText.alreadyLive}
    </p>
  );
}

/** Keeps what is focused above the foot, whatever the foot's height (WCAG 2.4.11). */
function useFocusClearance(foot: HTMLElement | null): void {
  useEffect(() => {
    if (foot === null) return;
    const root = document.documentElement;
    const observer = new ResizeObserver(() => {
      root.style.scrollPaddingBottom = `${foot.offsetHeight + 16}px`;
    });
    observer.observe(foot);
    return () => {
      observer.disconnect();
      root.style.scrollPaddingBottom = "";
    };
  }, [foot]);
}
