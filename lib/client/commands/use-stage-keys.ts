"use client";
import { useHotkeys } from "react-hotkeys-hook";
import { actOfKey, type StageAct } from "./stage-keys.ts";

/** Calls `onAct` for the presenter's keys. Fields and open dialogs keep their own keys. */
export function useStageKeys(
  onAct: (act: StageAct) => void,
  options: { readonly enabled: boolean; readonly singleKeys: boolean },
): void {
  useHotkeys(
    "*",
    (event) => {
      const { key, repeat, ctrlKey, metaKey, altKey, shiftKey } = event;
      const onControl =
        event.target instanceof Element &&
        event.target.closest("button, a[href], summary, [role='menuitem'], [role='switch']") !== null;
      const act = actOfKey({ key, repeat, ctrlKey, metaKey, altKey, shiftKey, onControl }, options.singleKeys);
      const held =
        repeat &&
        actOfKey({ key, repeat: false, ctrlKey, metaKey, altKey, shiftKey, onControl }, options.singleKeys) !== null;
      if (act !== null || held) event.preventDefault();
      if (act !== null) onAct(act);
    },
    { enabled: options.enabled, enableOnFormTags: false },
    [onAct, options.singleKeys],
  );
}
