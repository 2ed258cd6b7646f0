import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const INSTALLED = ["firefox-esr", "firefox"];

/** The installed Firefox; null if there is none. `FIREFOX_BINARY` overrules: a path. */
export function findFirefox(): string | null {
  const requested = process.env["FIREFOX_BINARY"] ?? "";
  if (requested !== "") return requested;
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.flatMap((folder) => INSTALLED.map((name) => join(folder, name))).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
