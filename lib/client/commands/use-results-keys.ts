"use client";
import { useHotkeys } from "react-hotkeys-hook";

export type ResultsAct = "back" | "dark" | "fullscreen";

const LETTERS: { readonly [key: string]: ResultsAct } = { p: "back", d: "dark", f: "fullscreen" };

/** A clicker's "back" leads to the console; at the top of the page, since below it turns the page. Fields and dialogs keep their keys. */
export function useResultsKeys(onAct: (act: ResultsAct) => void, singleKeys: boolean): void {
  useHotkeys(
    "*",
    (event) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (document.querySelector("[role='dialog']") !== null) return;
      const letter = singleKeys && event.key.length === 1 ? LETTERS[event.key.toLowerCase()] : undefined;
      const isBack = event.key === "ArrowLeft" || (event.key === "PageUp" && window.scrollY === 0);
      const act = isBack ? "back" : letter;
      if (act === undefined) return;
      event.preventDefault();
      onAct(act);
    },
    { enableOnFormTags: false },
    [onAct, singleKeys],
  );
}
