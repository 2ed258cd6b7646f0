import Link from "next/link";
import { notFoundText } from "@/lib/view/text/errors";
import { sharedText } from "@/lib/view/text/shared";

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-4 px-5">
      <h1 className="text-2xl font-semibold">{notFoundText.heading}</h1>
      <p className="text-muted">{notFoundText.detail}</p>
      <p className="flex gap-6">
        <Link href="/runs" className="underline underline-offset-4">
          {sharedText.pastRuns}
        </Link>
        <Link href="/join" className="underline underline-offset-4">
          {notFoundText.join}
        </Link>
      </p>
    </main>
  );
}
