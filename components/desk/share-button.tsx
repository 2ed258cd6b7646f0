"use client";
import { Share2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "../ui/button";
import { sharedText } from "@/lib/view/text/shared";

const LazyShareDialog = dynamic(() => import("./share-dialog").then((module) => module.ShareDialog), { ssr: false });

export function ShareButton() {
  const [open, setOpen] = useState<boolean | null>(null);
  return (
    <>
      <Button tone="ghost" onClick={() => setOpen(true)} className="px-3">
        <Share2 aria-hidden className="size-4.5" />
        <span className="sr-only sm:not-sr-only">{sharedText.share}</span>
      </Button>
      {open === null ? null : <LazyShareDialog open={open} onOpenChange={setOpen} />}
    </>
  );
}
