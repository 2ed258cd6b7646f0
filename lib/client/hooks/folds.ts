/** The sections of a page that fold, in order. */
export function listFolds(): readonly HTMLDetailsElement[] {
  return [...document.querySelectorAll<HTMLDetailsElement>("details.fold")];
}

/** Opens the section of the address's hash, or the one that contains its target. */
export function revealHash(): void {
  const target = document.getElementById(location.hash.slice(1));
  const closed = listFolds().filter((fold) => !fold.open && target !== null && fold.contains(target));
  for (const fold of closed) fold.open = true;
  if (closed.length > 0) target?.scrollIntoView();
}

/** Everything is on paper; afterwards the page is as before. Returns how to stop. */
export function openForPrint(): () => void {
  let opened: readonly HTMLDetailsElement[] = [];
  const open = () => {
    opened = listFolds().filter((fold) => !fold.open);
    for (const fold of opened) fold.open = true;
  };
  const restore = () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  };
  window.addEventListener("beforeprint", open);
  window.addEventListener("afterprint", restore);
  return () => {
    window.removeEventListener("beforeprint", open);
    window.removeEventListener("afterprint", restore);
  };
}

/** Reports whether all are open, and keeps the address of the section that a person opened, so that it can be shared. */
export function watchFolds(report: (areAllOpen: boolean) => void): () => void {
  const folds = listFolds();
  const check = () => report(folds.every((fold) => fold.open));
  const follow = (event: Event) => {
    const summary = event.currentTarget as HTMLElement;
    const fold = summary.closest("details");
    // a click comes before the change
    if (fold !== null && !fold.open) history.replaceState(history.state, "", `#${fold.id}`);
  };
  for (const fold of folds) {
    fold.addEventListener("toggle", check);
    fold.querySelector("summary")?.addEventListener("click", follow);
  }
  check();
  return () => {
    for (const fold of folds) {
      fold.removeEventListener("toggle", check);
      fold.querySelector("summary")?.removeEventListener("click", follow);
    }
  };
}
