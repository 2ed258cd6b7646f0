"use client";
import { Button } from "@/components/ui/button";
import { errorText } from "@/lib/view/text/errors";
import { sharedText } from "@/lib/view/text/shared";

/** Shown when a page cannot be rendered, e.g. while the database restarts. */
export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-4 px-5">
      <h1 className="text-2xl font-semibold">{errorText.heading}</h1>
      <p className="text-muted">{errorText.detail}</p>
      <Button tone="primary" onClick={retry}>
        {sharedText.tryAgain}
      </Button>
      {error.digest === undefined ? null : <p className="font-mono text-sm text-muted">{error.digest}</p>}
    </main>
  );
}
