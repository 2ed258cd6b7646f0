import { Hand } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Driving } from "@/lib/view/console/driving";
import type { ProgrammeControl } from "@/lib/client/stage/use-programme";
import { driverText } from "@/lib/view/text/stage";
import { Button, buttonClass } from "../../ui/button";

type DriverBarProps = Pick<ProgrammeControl, "driving" | "direct"> & { onTakeOver: () => void };

/** Who drives, across the console, whenever that is not simply this console. */
export function DriverBar({ driving, direct, onTakeOver }: DriverBarProps) {
  const content = describe(driving, direct, onTakeOver);
  if (content === null) return null;
  return (
    <section
      aria-label={driverText.region}
      className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1.5 border-b border-hold-line bg-hold-ground px-4 py-1.5 text-[15px] lg:px-6"
    >
      <Hand aria-hidden className="size-4.5 shrink-0 text-hold" />
      <p role="status" className="mr-auto font-medium">
        {content.text}
      </p>
      <span className="flex flex-wrap gap-2">{content.actions}</span>
    </section>
  );
}

type Content = { readonly text: string; readonly actions: ReactNode };

function describe(driving: Driving, direct: ProgrammeControl["direct"], onTakeOver: () => void): Content | null {
  switch (driving.kind) {
    case "unknown":
      return null;
    case "mine":
      return driving.asking === null ? null : describeAsking(driving.asking.name, direct);
    case "nobody":
      return {
        text: driving.left === null ? driverText.nobody : driverText.left(driving.left),
        actions: (
          <Button tone="primary" size="small" onClick={() => void direct({ type: "drive", confirmed: false })}>
            {driverText.takeOver}
          </Button>
        ),
      };
    case "other":
      return {
        text: driving.asked ? driverText.asked(driving.name) : driverText.drives(driving.name),
        actions: (
          <>
            <Button size="small" disabled={driving.asked} onClick={() => void direct({ type: "ask-to-drive" })}>
              {driverText.ask}
            </Button>
            <Button size="small" onClick={onTakeOver}>
              {driverText.takeOverAsking}
            </Button>
          </>
        ),
      };
    case "elsewhere":
      if (driving.runId === null) return { text: driverText.emptied, actions: null };
      return {
        text: driverText.moved,
        actions: (
          <Link href={`/runs/${driving.runId}/present`} className={buttonClass({ size: "small" })}>
            {driverText.goThere}
          </Link>
        ),
      };
  }
}

function describeAsking(name: string, direct: ProgrammeControl["direct"]): Content {
  return {
    text: driverText.asks(name),
    actions: (
      <>
        <Button size="small" onClick={() => void direct({ type: "hand-over" })}>
          {driverText.handOver}
        </Button>
        <Button size="small" onClick={() => void direct({ type: "keep-driving" })}>
          {driverText.keep}
        </Button>
      </>
    ),
  };
}
