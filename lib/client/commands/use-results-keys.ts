"use client";
import { useHotkeys } from "react-hotkeys-hook";

export type ResultsAction = "back" | "dark" | "fullscreen";

const LETTERS: { readonly [key: string]: ResultsAction } = { p: "back", d: "dark", f: "fullscreen" };

/** A clicker's "back" returns to the console, but only at the top of the page: below, it scrolls. Fields and dialogs keep their keys. */
export function useResultsKeys(onAction: (action: ResultsAction) => void, singleKeys: boolean): void {
  useHotkeys(
    "*",
    (event) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (document.querySelector("[role='dialog']") !== null) return;
      const letter = singleKeys && event.key.length === 1 ? LETTERS[event.key.toLowerCase()] : undefined;
      const isBack = event.key === "ArrowLeft" || (event.key === "PageUp" && window.scrollY === 0);
      const action = isBack ? "back" : letter;
      if (action === undefined) return;
      event.preventDefault();
      onAction(action);
    },
    { enableOnFormTags: false },
    [onAction, singleKeys],
  );
}
