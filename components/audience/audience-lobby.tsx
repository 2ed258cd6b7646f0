import type { ReactNode } from "react";
import { Remedy } from "../parts/remedy";
import { buttonClass } from "../ui/button";
import { audienceText } from "@/lib/view/text/audience";

/** Shown before the first run: the code to join with. `refusal`: the code of a final refusal. */
export function AudienceLobby({ code, qr, refusal }: { code: string; qr: ReactNode; refusal: string | null }) {
  if (refusal !== null) {
    return (
      <div className="py-5">
        <Remedy code={refusal} className={buttonClass({ tone: "primary", size: "large" })} />
      </div>
    );
  }
  return (
    <div className="m-auto flex flex-col items-center gap-6 py-10 text-center">
      <div className="w-[min(60vw,38vh)] overflow-hidden rounded-2xl">{qr}</div>
      <p className="font-mono text-[clamp(40px,7vw,96px)] leading-none font-semibold tracking-[0.1em]">{code}</p>
      <p className="text-muted">{audienceText.keepOpen}</p>
    </div>
  );
}
