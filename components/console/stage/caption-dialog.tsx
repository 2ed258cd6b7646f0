"use client";
import { useState, type FormEvent } from "react";
import type { RunState } from "@/lib/core/run/state";
import type { StageAct } from "@/lib/core/stage/direct";
import type { Programme, Spotlight } from "@/lib/core/stage/programme";
import { formatPercent } from "@/lib/view/format/format";
import { captionText as text } from "@/lib/view/text/stage";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field, Input } from "../../ui/field";

export type LitPlace = { readonly scenarioId: string; readonly percent: number | null };

type CaptionDialogProps = {
  open: boolean;
  state: RunState;
  programme: Programme;
  /** chosen in the page: by a scenario's menu, or in the chart */
  chosen: LitPlace | null;
  direct: (act: StageAct) => void;
  onClose: () => void;
};

export function CaptionDialog({ open, onClose, ...rest }: CaptionDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(next) => next || onClose()} title={text.title} description={text.description}>
      <CaptionForm onClose={onClose} {...rest} />
    </Dialog>
  );
}

const KINDS = ["automatic", "off", "written"] as const;
const SELECT =
  "min-h-10 w-full rounded-lg border border-line-strong bg-panel px-3 text-[15px] text-text pointer-coarse:min-h-11";

/** Every change is one act, so that the log of the stage holds only what the room saw change. */
function CaptionForm({ state, programme, chosen, direct, onClose }: Omit<CaptionDialogProps, "open">) {
  const { caption, spotlight } = programme;
  const [kind, setKind] = useState(caption.kind);
  const [words, setWords] = useState(caption.kind === "written" ? caption.text : "");
  const [lit, setLit] = useState(chosen === null ? toChoice(spotlight) : toChoiceOf(chosen));
  const [note, setNote] = useState(spotlight?.note ?? "");
  const apply = (event: FormEvent) => {
    event.preventDefault();
    const text = words.trim();
    const nextCaption =
      kind === "written" && text !== "" ? { kind, text } : { kind: kind === "off" ? kind : "automatic" };
    if (JSON.stringify(nextCaption) !== JSON.stringify(caption))
      direct({ type: "caption", caption: nextCaption as Programme["caption"] });
    const nextSpotlight = toSpotlight(lit, note);
    if (JSON.stringify(nextSpotlight) !== JSON.stringify(spotlight))
      direct({ type: "spotlight", spotlight: nextSpotlight });
    onClose();
  };
  return (
    <form onSubmit={apply} className="flex flex-col gap-4">
      <fieldset className="flex flex-wrap gap-x-6 gap-y-2">
        <legend className="mb-1.5 text-sm text-muted">{text.legend}</legend>
        {KINDS.map((each) => (
          <label key={each} className="flex min-h-9 items-center gap-2">
            <input type="radio" name="kind" checked={kind === each} onChange={() => setKind(each)} className="size-4" />
            {text.kinds[each]}
          </label>
        ))}
      </fieldset>
      {kind === "written" ? (
        <Field label={text.words}>
          <Input maxLength={160} value={words} onChange={({ target }) => setWords(target.value)} />
        </Field>
      ) : null}
      <Field label={text.spotlight}>
        <select className={SELECT} value={lit} onChange={({ target }) => setLit(target.value)}>
          {toChoices(state, lit).map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </Field>
      {lit === "" ? null : (
        <Field label={text.note}>
          <Input maxLength={120} value={note} onChange={({ target }) => setNote(target.value)} />
        </Field>
      )}
      <div className="flex justify-end gap-3">
        <Button onClick={onClose}>{text.cancel}</Button>
        <Button type="submit" tone="primary">
          {text.show}
        </Button>
      </div>
    </form>
  );
}

const toChoiceOf = ({ scenarioId, percent }: LitPlace) => (percent === null ? scenarioId : `${scenarioId} ${percent}`);

function toChoice(spotlight: Spotlight | null): string {
  if (spotlight === null) return "";
  const { scenarioId, point } = spotlight;
  return toChoiceOf({ scenarioId, percent: point?.chart === "quality" ? point.at : null });
}

function toSpotlight(choice: string, note: string): Spotlight | null {
  const [scenarioId = "", percent] = choice.split(" ");
  if (scenarioId === "") return null;
  const point = percent === undefined ? null : ({ chart: "quality", at: Number(percent) } as const);
  return { scenarioId, point, note: note.trim() === "" ? null : note.trim() };
}

/** Every scenario, its quality at the milestones that it has reached, and the point that is chosen already. */
function toChoices({ spec, scenarios }: RunState, chosen: string): { value: string; label: string }[] {
  const choices = spec.scenarios.flatMap(({ id, label }) => {
    const reached = scenarios.find((each) => each.id === id)?.milestones.map(({ percent }) => percent) ?? [];
    const [chosenId, at] = chosen.split(" ");
    const points = chosenId === id && at !== undefined ? [...new Set([...reached, Number(at)])] : reached;
    return [
      { value: id, label },
      ...points
        .toSorted((a, b) => a - b)
        .map((percent) => ({
          value: toChoiceOf({ scenarioId: id, percent }),
          label: `${label}, ${text.point(formatPercent(Math.round(percent)))}`,
        })),
    ];
  });
  return [{ value: "", label: text.nothing }, ...choices];
}
