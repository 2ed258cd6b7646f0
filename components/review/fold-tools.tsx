"use client";
import { ChevronsDownUp, ChevronsUpDown, Printer } from "lucide-react";
import { useEffect, useState } from "react";
import { listFolds, openForPrint, revealHash, watchFolds } from "@/lib/client/hooks/folds";
import { Button } from "../ui/button";
import { foldText } from "@/lib/view/text/folds";

/** Opens and closes all sections; a link to a section, and paper, open them too. */
export function FoldTools() {
  const [areAllOpen, setAllOpen] = useState(false);
  useEffect(() => {
    revealHash();
    window.addEventListener("hashchange", revealHash);
    const stopPrinting = openForPrint();
    const stopWatching = watchFolds(setAllOpen);
    return () => {
      window.removeEventListener("hashchange", revealHash);
      stopPrinting();
      stopWatching();
    };
  }, []);
  const Icon = areAllOpen ? ChevronsDownUp : ChevronsUpDown;
  return (
    <span className="no-print flex flex-wrap gap-2">
      <Button
        tone="ghost"
        size="small"
        onClick={() => {
          for (const fold of listFolds()) fold.open = !areAllOpen;
        }}
      >
        <Icon aria-hidden className="size-4" />
        {areAllOpen ? foldText.closeAll : foldText.openAll}
      </Button>
      <Button tone="ghost" size="small" onClick={() => window.print()}>
        <Printer aria-hidden className="size-4" />
        {foldText.print}
      </Button>
    </span>
  );
}
