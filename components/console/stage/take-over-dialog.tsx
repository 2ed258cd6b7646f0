"use client";
import { driverText } from "@/lib/view/text/stage";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";

type TakeOverDialogProps = {
  /** who drives; null: nobody any more */
  driver: string | null;
  open: boolean;
  onClose: () => void;
  onConfirm: () => void;
};

/** Taking over asks once, and names whom it takes the controls from. */
export function TakeOverDialog({ driver, open, onClose, onConfirm }: TakeOverDialogProps) {
  if (driver === null) return null;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={driverText.confirmTitle(driver)}
      description={driverText.confirmDetail(driver)}
    >
      <div className="flex justify-end gap-3">
        <Button onClick={onClose}>{driverText.cancel}</Button>
        <Button
          tone="primary"
          onClick={() => {
            onConfirm();
            onClose();
          }}
        >
          {driverText.takeOver}
        </Button>
      </div>
    </Dialog>
  );
}
