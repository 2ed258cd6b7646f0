"use client";
import { useHotkeys } from "react-hotkeys-hook";
import { actionOfKey, type StageAction } from "./stage-keys.ts";

/** Calls `onAction` for the presenter's keys. Fields and open dialogs keep their own keys. */
export function useStageKeys(
  onAction: (action: StageAction) => void,
  options: { readonly enabled: boolean; readonly singleKeys: boolean },
): void {
  useHotkeys(
    "*",
    (event) => {
      const { key, repeat, ctrlKey, metaKey, altKey, shiftKey } = event;
      const onControl =
        event.target instanceof Element &&
        event.target.closest("button, a[href], summary, [role='menuitem'], [role='switch']") !== null;
      const action = actionOfKey({ key, repeat, ctrlKey, metaKey, altKey, shiftKey, onControl }, options.singleKeys);
      const held =
        repeat &&
        actionOfKey({ key, repeat: false, ctrlKey, metaKey, altKey, shiftKey, onControl }, options.singleKeys) !== null;
      if (action !== null || held) event.preventDefault();
      if (action !== null) onAction(action);
    },
    { enabled: options.enabled, enableOnFormTags: false },
    [onAction, options.singleKeys],
  );
}
