const ADVICE: { readonly [code: string]: string } = {
  EACCES: "Let the user of this process read it, or move it out of the folder of skills.",
  EPERM: "Let the user of this process read it, or move it out of the folder of skills.",
  ELOOP: "A link leads back to itself: delete it.",
};
/** Not about a single path. */
const EXHAUSTED: { readonly [code: string]: string } = {
  ENOSPC: "raise fs.inotify.max_user_watches",
  EMFILE: "raise fs.inotify.max_user_instances or ulimit -n",
};

/** Why a file or folder of a skill cannot be read or followed, and what to do. */
export function describeFileFault(error: unknown): string {
  const { code = "", path = "It" } = error as NodeJS.ErrnoException;
  const remedy = EXHAUSTED[code];
  if (remedy !== undefined)
    return `The system follows no more files (${code}), so changes of skills may go unnoticed: ${remedy}, and start again.`;
  if (code === "") return `It cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  return `${path} cannot be read (${code}). ${ADVICE[code] ?? ""}`.trim();
}
