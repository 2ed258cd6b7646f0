import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "../ui/button";
import { audienceText } from "@/lib/view/text/audience";

/** Shown before the first run: the code to join with. */
export function AudienceLobby({ code, qr, valid }: { code: string; qr: ReactNode; valid: boolean }) {
  if (!valid) {
    return (
      <div className="m-auto py-10">
        <Link href="/join" className={buttonClass({ tone: "primary", size: "large" })}>
          {audienceText.enterCurrentCode}
        </Link>
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
