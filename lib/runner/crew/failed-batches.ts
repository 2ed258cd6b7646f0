import type { UnreportedFailure } from "../../core/decide/decision.ts";
import { listOpen } from "../../core/kit/item-set.ts";
import type { Range } from "../../core/kit/ranges.ts";
import type { Failure } from "./failure.ts";
import type { ScenarioTally } from "./scenario-tally.ts";
import type { CrewListener } from "./crew-listener.ts";

/** The unfinished items of failed batches, kept until a fact reports the failure. */
export class FailedBatches {
  readonly #tally: Pick<ScenarioTally, "done">;
  readonly #listener: Pick<CrewListener, "onChange" | "onNote">;
  #unreported: readonly UnreportedFailure[] = [];

  constructor(tally: Pick<ScenarioTally, "done">, listener: Pick<CrewListener, "onChange" | "onNote">) {
    this.#tally = tally;
    this.#listener = listener;
  }

  get unreported(): readonly UnreportedFailure[] {
    return this.#unreported;
  }

  add(range: Range, { kind, message }: Failure): void {
    const unfinished = listOpen(this.#tally.done, range);
    const [fromItem, lastItem] = [unfinished[0], unfinished.at(-1)];
    if (fromItem === undefined || lastItem === undefined) {
      const text = `Items ${range[0] + 1}–${range[1]} are all finished, although their batch failed: ${message}`;
      this.#listener.onNote(text);
    } else {
      const toItem = lastItem + 1;
      const items = unfinished.length < toItem - fromItem ? { items: unfinished.length } : {};
      this.#unreported = [...this.#unreported, { fromItem, toItem, ...items, kind, message }];
    }
    this.#listener.onChange();
  }

  /** Call when a fact reports the failure. */
  forget({ fromItem, toItem }: Pick<UnreportedFailure, "fromItem" | "toItem">): void {
    this.#unreported = this.#unreported.filter((failure) => failure.fromItem !== fromItem || failure.toItem !== toItem);
  }
}
