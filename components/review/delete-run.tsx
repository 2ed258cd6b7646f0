"use client";
import { Trash2 } from "lucide-react";
import { useActionState, useState } from "react";
import { deleteRunAction } from "@/app/actions";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { reviewText } from "@/lib/view/text/review";

/** Deleting cannot be undone, so it asks once and names the run. */
export function DeleteRun({ runId, title }: { runId: string; title: string }) {
  const [open, setOpen] = useState(false);
  const [result, run, running] = useActionState(deleteRunAction, { error: null });
  return (
    <>
      <Button tone="ghost" onClick={() => setOpen(true)}>
        <Trash2 aria-hidden className="size-4" />
        {reviewText.delete}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={reviewText.deleteTitle}
        description={reviewText.deleteWarning(title)}
      >
        <form action={run} className="flex flex-wrap justify-end gap-2">
          <input type="hidden" name="runId" value={runId} />
          {result.error === null ? null : (
            <p role="alert" className="w-full text-bad">
              {result.error}
            </p>
          )}
          <Button onClick={() => setOpen(false)}>{reviewText.keep}</Button>
          <Button type="submit" tone="danger" disabled={running}>
            {running ? reviewText.deleting : reviewText.deleteNow}
          </Button>
        </form>
      </Dialog>
    </>
  );
}
