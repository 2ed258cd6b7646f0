"use client";
import { useHotkeys } from "react-hotkeys-hook";
import { actionOfKey, type KeyPress, type StageAction } from "./stage-keys.ts";

const CONTROLS = "button, a[href], summary, [role='menuitem'], [role='switch'], [role='slider'], [role='radio']";
/** Open menus use the arrows themselves. */
const OWN_KEYS = "[role='menu'], [role='listbox'], [role='dialog']";

/**
 * Calls `onAction` for the presenter's keys. Fields, menus and open dialogs keep their own keys, but from a field of one
 * line a clicker's page keys lead on; its start key never reloads the page, not even there.
 */
export function useStageKeys(
  onAction: (action: StageAction) => void,
  options: { readonly enabled: boolean; readonly singleKeys: boolean },
): void {
  const { enabled, singleKeys } = options;
  useHotkeys(
    "*",
    (event) => {
      if (!enabled || event.defaultPrevented || isWithin(event, OWN_KEYS)) return;
      const press = toPress(event);
      const action = actionOfKey(press, singleKeys);
      const isHeld = press.repeat && actionOfKey({ ...press, repeat: false }, singleKeys) !== null;
      // Escape stays the browser's and the dialogs'
      if ((action !== null && action !== "escape") || isHeld) event.preventDefault();
      if (action === null) return;
      // the next key of a clicker must not be typed
      if (press.inField && event.target instanceof HTMLElement) event.target.blur();
      onAction(action);
    },
    { enableOnFormTags: ["INPUT"] },
    [onAction, enabled, singleKeys],
  );
  useHotkeys("f5, shift+f5", (event) => event.preventDefault(), { enableOnFormTags: true }, []);
}

function isWithin({ target }: KeyboardEvent, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}

function toPress(event: KeyboardEvent): KeyPress {
  const { key, repeat, ctrlKey, metaKey, altKey, shiftKey } = event;
  return {
    key,
    repeat,
    ctrlKey,
    metaKey,
    altKey,
    shiftKey,
    onControl: isWithin(event, CONTROLS),
    inField: event.target instanceof HTMLInputElement,
  };
}
