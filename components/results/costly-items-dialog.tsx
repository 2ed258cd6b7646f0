"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { costlyItemsQuery } from "@/lib/client/stream/costly-items-query";
import { formatCount, formatQuality, formatQuantity } from "@/lib/view/format/format";
import { formatLoss, toMetricName } from "@/lib/view/format/evidence";
import type { RunSpec } from "@/lib/core/run/spec";
import { labelScenario } from "@/lib/core/words/names";
import type { CostlyItemsAnswer } from "@/lib/operations/runs/read-costly-items";
import { Dialog } from "../ui/dialog";
import { Button } from "../ui/button";
import { Field, Select } from "../ui/field";
import { ScrollArea } from "../ui/scroll-area";
import { costlyItemsText as text } from "@/lib/view/text/results";
import { sharedText } from "@/lib/view/text/shared";

type CostlyItemsDialogProps = {
  runId: string;
  spec: RunSpec;
  scenarioId: string;
  quality: number | null;
  metricIds: readonly string[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** The items that lowered a score, costliest first. */
export function CostlyItemsDialog(props: CostlyItemsDialogProps) {
  const { runId, spec, scenarioId, quality, metricIds, open, onOpenChange } = props;
  const [metricId, setMetricId] = useState<string | null>(null);
  const query = useQuery({
    ...costlyItemsQuery({ runId, scenarioId, metricId }),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      wide
      title={text.title(labelScenario(spec, scenarioId))}
      description={text.description(formatQuality(quality), spec.unit.one)}
    >
      {metricIds.length === 0 ? null : (
        <Field label={text.score} className="max-w-72">
          <Select value={metricId ?? ""} onChange={(event) => setMetricId(event.target.value || null)}>
            <option value="">{text.allMetrics}</option>
            {metricIds.map((id) => (
              <option key={id} value={id}>
                {toMetricName(id)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <div aria-busy={query.isFetching} className="flex min-h-40 flex-col gap-3">
        {query.isError ? (
          <div role="alert" className="flex flex-col items-start gap-3">
            <p className="text-bad">{text.failed(query.error.message)}</p>
            <Button onClick={() => void query.refetch()}>{sharedText.tryAgain}</Button>
          </div>
        ) : query.data === undefined ? (
          <p className="text-muted">{text.reading}</p>
        ) : (
          <Answer answer={query.data} unit={spec.unit} />
        )}
      </div>
    </Dialog>
  );
}

function Answer({ answer, unit }: { answer: CostlyItemsAnswer; unit: RunSpec["unit"] }) {
  const { items, found, failed, counted, totalLoss, lossUnit, lossMeaning } = answer;
  if (found === 0) return <p>{text.none(formatCount(counted), unit.many)}</p>;
  return (
    <>
      <p>
        <strong className="font-semibold">{text.found(formatCount(found), formatQuantity(counted, unit))}</strong>{" "}
        {text.cost(formatLoss(totalLoss, lossUnit))}
        {failed > 0 ? text.failedItems(formatCount(failed)) : ""}.{" "}
        {found > items.length ? text.shown(formatCount(items.length)) : ""}{" "}
        <span className="text-muted">{lossMeaning}</span>
      </p>
      <ScrollArea label={text.region} className="max-h-[50dvh]">
        <table className="w-full text-left text-[15px]">
          <caption className="sr-only">{text.region}</caption>
          <thead className="text-sm text-muted">
            <tr className="border-b border-line">
              <th scope="col" className="py-2 pr-5 font-normal">
                {unit.one}
              </th>
              <th scope="col" className="py-2 pr-5 font-normal">
                {text.result}
              </th>
              <th scope="col" className="py-2 pr-5 font-normal max-sm:hidden">
                {text.missedIn}
              </th>
              <th scope="col" className="py-2 text-right font-normal">
                {text.loss}
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
                  {item.ok ? null : <span className="text-bad">{text.itemFailed(item.error ?? text.noReason)}</span>}
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
