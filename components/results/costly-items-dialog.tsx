"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { costlyItemsQuery } from "@/lib/client/stream/costly-items-query";
import { formatCount, formatQuality } from "@/lib/view/format/format";
import { formatLoss, toMetricName } from "@/lib/view/format/evidence";
import type { RunSpec } from "@/lib/core/run/spec";
import { labelScenario } from "@/lib/core/words/names";
import type { CostlyItemsAnswer } from "@/lib/operations/runs/read-costly-items";
import { Dialog } from "../ui/dialog";
import { Button } from "../ui/button";
import { Field, Select } from "../ui/field";
import { ScrollArea } from "../ui/scroll-area";

type CostlyItemsDialogProps = {
  runId: string;
  spec: RunSpec;
  scenarioId: string;
  quality: number | null;
  metricIds: readonly string[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** The items that pulled a score down, costliest first. */
export function CostlyItemsDialog(props: CostlyItemsDialogProps) {
  const { runId, spec, scenarioId, quality, metricIds, open, onOpenChange } = props;
  const [metricId, setMetricId] = useState<string | null>(null);
  const asked = useQuery({
    ...costlyItemsQuery({ runId, scenarioId, metricId }),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      wide
      title={`${labelScenario(spec, scenarioId)}: what pulled the score down`}
      description={`Quality ${formatQuality(quality)}. Each ${spec.unit.one} with what it cost, the costliest first.`}
    >
      {metricIds.length === 0 ? null : (
        <Field label="Score" className="max-w-72">
          <Select value={metricId ?? ""} onChange={(event) => setMetricId(event.target.value || null)}>
            <option value="">Quality, all metrics by weight</option>
            {metricIds.map((id) => (
              <option key={id} value={id}>
                {toMetricName(id)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <div aria-busy={asked.isFetching} className="flex min-h-40 flex-col gap-3">
        {asked.isError ? (
          <div role="alert" className="flex flex-col items-start gap-3">
            <p className="text-bad">The items could not be read: {asked.error.message}</p>
            <Button onClick={() => void asked.refetch()}>Try again</Button>
          </div>
        ) : asked.data === undefined ? (
          <p className="text-muted">Reading the results…</p>
        ) : (
          <Answer answer={asked.data} unit={spec.unit} />
        )}
      </div>
    </Dialog>
  );
}

function Answer({ answer, unit }: { answer: CostlyItemsAnswer; unit: RunSpec["unit"] }) {
  const { items, found, failed, counted, totalLoss, lossUnit, lossMeaning } = answer;
  if (found === 0)
    return (
      <p>
        None of the {formatCount(counted)} finished {unit.many} cost anything here.
      </p>
    );
  const rest = found > items.length ? ` The ${formatCount(items.length)} costliest are shown.` : "";
  return (
    <>
      <p>
        <strong className="font-semibold">
          {formatCount(found)} of {formatCount(counted)} {unit.many}
        </strong>{" "}
        cost {formatLoss(totalLoss, lossUnit)} together{failed > 0 ? `, ${formatCount(failed)} of them failed` : ""}.
        {rest} <span className="text-muted">{lossMeaning}</span>
      </p>
      <ScrollArea label="Costly items" className="max-h-[50dvh]">
        <table className="w-full text-left text-[15px]">
          <caption className="sr-only">Costly items</caption>
          <thead className="text-sm text-muted">
            <tr className="border-b border-line">
              <th scope="col" className="py-2 pr-5 font-normal">
                {unit.one}
              </th>
              <th scope="col" className="py-2 pr-5 font-normal">
                What came out
              </th>
              <th scope="col" className="py-2 pr-5 font-normal max-sm:hidden">
                Missed in
              </th>
              <th scope="col" className="py-2 text-right font-normal">
                Cost
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.index} className="border-b border-line align-baseline last:border-0">
                <th scope="row" className="py-2 pr-5 font-normal whitespace-nowrap text-muted tabular-nums">
                  #{formatCount(item.index + 1)}
                </th>
                <td className="py-2 pr-5 break-words">
                  {item.outcome}
                  {item.ok ? null : <span className="text-bad"> failed: {item.error ?? "no reason told"}</span>}
                </td>
                <td className="py-2 pr-5 text-muted max-sm:hidden">{item.metricIds.map(toMetricName).join(", ")}</td>
                <td className="py-2 text-right whitespace-nowrap tabular-nums">{formatLoss(item.loss, lossUnit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </>
  );
}
