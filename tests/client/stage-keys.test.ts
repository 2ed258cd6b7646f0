import { describe, expect, test } from "vitest";
import { actionOfKey, type KeyPress } from "../../lib/client/commands/stage-keys.ts";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  repeat: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  onControl: false,
  inField: false,
  ...more,
});

describe("the presenter's keys", () => {
  test("[A8] arrows, Space, PageDown and N advance; a clicker needs no more", () => {
    expect(["ArrowRight", "ArrowDown", " ", "PageDown", "n", "N"].map((key) => actionOfKey(press(key), true))).toEqual(
      Array.from({ length: 6 }, () => "advance"),
    );
  });

  test("[A13] a held key acts once", () => {
    expect(actionOfKey(press("ArrowRight", { repeat: true }), true)).toBeNull();
  });

  test("a focused button keeps Space; the arrows still advance", () => {
    expect(actionOfKey(press(" ", { onControl: true }), true)).toBeNull();
    expect(actionOfKey(press("ArrowRight", { onControl: true }), true)).toBe("advance");
  });

  test("[G5] a field of one line keeps every key but a clicker's page keys", () => {
    const inField = (key: string) => actionOfKey(press(key, { inField: true }), true);
    expect(["PageDown", "PageUp"].map(inField)).toEqual(["advance", "back"]);
    expect(["ArrowRight", " ", "b", ".", "n", "x", "Escape"].map(inField)).toEqual(Array(7).fill(null));
  });

  test("modifiers belong to the browser, except Shift+Right and Shift+Space", () => {
    expect(
      [
        press("f", { ctrlKey: true }),
        press("ArrowRight", { altKey: true }),
        press("n", { metaKey: true }),
        press("F", { shiftKey: true }),
      ].map((each) => actionOfKey(each, true)),
    ).toEqual([null, null, null, null]);
    expect(actionOfKey(press("ArrowRight", { shiftKey: true }), true)).toBe("release-now");
    expect(actionOfKey(press(" ", { shiftKey: true }), true)).toBe("back");
  });

  test("Ctrl K and ⌘ K open the commands, even with single keys switched off", () => {
    for (const combination of [
      press("k", { ctrlKey: true }),
      press("k", { metaKey: true }),
      press("K", { ctrlKey: true }),
    ]) {
      expect(actionOfKey(combination, false)).toBe("menu");
    }
    expect(actionOfKey(press("k", { ctrlKey: true, shiftKey: true }), true)).toBeNull();
    expect(actionOfKey(press("k"), true)).toBe("pause");
  });

  test("single keys can be switched off; arrows, PageDown and F1 stay", () => {
    expect(["n", " ", "k", "?"].map((key) => actionOfKey(press(key), false))).toEqual([null, null, null, null]);
    expect(["ArrowRight", "PageDown", "F1"].map((key) => actionOfKey(press(key), false))).toEqual([
      "advance",
      "advance",
      "help",
    ]);
  });

  test("help opens on a question mark, however it is typed", () => {
    expect(actionOfKey(press("?", { shiftKey: true }), true)).toBe("help");
  });
});
