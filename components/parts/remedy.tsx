"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { selectRemedy } from "@/lib/client/stream/refusal";
import type { Headline } from "@/lib/core/words/headline";
import { liveText } from "@/lib/view/text/live";
import { buttonClass } from "../ui/button";
import { HeadlineBanner } from "./headline-banner";

/** What a viewer can do about a final refusal: the way to a new code, a new session, or a newer page. */
export function Remedy({ code, className }: { code: string; className: string }) {
  const pathname = usePathname();
  const remedy = selectRemedy(code);
  const text = liveText.remedies[remedy];
  if (remedy === "reload")
    return (
      <button type="button" onClick={() => window.location.reload()} className={className}>
        {text}
      </button>
    );
  const href = remedy === "enter-code" ? "/join" : `/enter?next=${encodeURIComponent(pathname)}`;
  return (
    <Link href={href} className={className}>
      {text}
    </Link>
  );
}

/** Why a page no longer follows its run, with the remedy. */
export function RefusalNotice({ headline, code }: { headline: Headline; code: string }) {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-6 gap-y-3">
      <HeadlineBanner headline={headline} className="min-w-0 px-5 py-3 text-lg" />
      <Remedy code={code} className={buttonClass({ tone: "primary" })} />
    </div>
  );
}
