"use client";
import { ArrowLeft, Braces, FileText, Maximize, Printer, SunMoon } from "lucide-react";
import { useTheme } from "next-themes";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, type ReactNode } from "react";
import { toResultsFile } from "@/lib/view/results/results-file";
import { selectMark } from "@/lib/view/console/mark";
import { useSetting } from "@/lib/client/hooks/use-setting";
import { useResultsKeys } from "@/lib/client/commands/use-results-keys";
import type { RunState } from "@/lib/core/run/state";
import { RunStatusLabel } from "../parts/run-status-label";
import { toggleFullscreen } from "../console/fullscreen";
import { AnswersBadge } from "../parts/answers-badge";
import { LiveBadge } from "../parts/live-badge";
import { Button, buttonClass } from "../ui/button";
import { resultsText as text } from "@/lib/view/text/results";
import { sharedText } from "@/lib/view/text/shared";

/** The run's title and status, with links and tools. */
export function ResultsBar({ state, mayControl }: { state: RunState; mayControl: boolean }) {
  const { resolvedTheme, setTheme } = useTheme();
  const router = useRouter();
  const [singleKeys] = useSetting("single-keys", "yes");
  const [refusal, setRefusal] = useState("");
  const backHref = mayControl ? `/runs/${state.runId}/present` : `/runs/${state.runId}`;
  const changeTheme = () => setTheme(resolvedTheme === "dark" ? "light" : "dark");
  const fullscreen = () => void toggleFullscreen(setRefusal);
  useResultsKeys((action) => {
    if (action === "back") router.push(backHref);
    else if (action === "dark") changeTheme();
    else fullscreen();
  }, singleKeys === "yes");
  return (
    <header className="flex flex-wrap items-center gap-x-[0.8em] gap-y-1">
      <Link
        href={backHref}
        aria-label={mayControl ? text.backToConsole : text.backToReview}
        aria-keyshortcuts="ArrowLeft P"
        className={buttonClass({ tone: "ghost", size: "icon" }, "no-print -ml-2")}
      >
        <ArrowLeft aria-hidden className="size-5" />
      </Link>
      <h1 className="slide-title min-w-0 flex-1 truncate font-semibold max-md:basis-full max-md:order-last max-md:whitespace-normal md:flex-initial">
        {state.spec.title}
      </h1>
      <LiveBadge mark={selectMark(state, false)} className="text-[13px]" />
      <AnswersBadge spec={state.spec} className="text-[13px]" />
      <span className="slide-status inline-flex items-center gap-[0.5em] text-muted">
        <RunStatusLabel status={state.status} />
      </span>
      <nav aria-label={text.title} className="no-print ml-auto flex items-center">
        <BarLink href={`/runs/${state.runId}`} label={text.review}>
          <FileText aria-hidden className="size-5" />
        </BarLink>
        <a
          {...toResultsFile(state.runId)}
          aria-label={text.json}
          title={text.json}
          className={buttonClass({ tone: "ghost", size: "icon" })}
        >
          <Braces aria-hidden className="size-5" />
        </a>
        <BarButton label={text.print} onClick={() => window.print()}>
          <Printer aria-hidden className="size-5" />
        </BarButton>
        <BarButton label={sharedText.theme} keys="D" onClick={changeTheme}>
          <SunMoon aria-hidden className="size-5" />
        </BarButton>
        <BarButton label={sharedText.fullscreen} keys="F" onClick={fullscreen}>
          <Maximize aria-hidden className="size-5" />
        </BarButton>
      </nav>
      <p role="status" className="basis-full text-hold empty:hidden">
        {refusal}
      </p>
    </header>
  );
}

function BarLink({ href, label, children }: { href: string; label: string; children: ReactNode }) {
  return (
    <Link href={href} aria-label={label} title={label} className={buttonClass({ tone: "ghost", size: "icon" })}>
      {children}
    </Link>
  );
}

type BarButtonProps = { label: string; keys?: string; onClick: () => void; children: ReactNode };

function BarButton({ label, keys, onClick, children }: BarButtonProps) {
  return (
    <Button tone="ghost" size="icon" aria-label={label} aria-keyshortcuts={keys} title={label} onClick={onClick}>
      {children}
    </Button>
  );
}
