"use client";
import { Button } from "@/components/ui/button";

/** A page that could not be made, such as while the database restarts. */
export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-4 px-5">
      <h1 className="text-2xl font-semibold">This page could not be shown</h1>
      <p className="text-muted">Runs go on by themselves while the server recovers, and nothing finished is lost.</p>
      <Button tone="primary" onClick={retry}>
        Try again
      </Button>
      {error.digest === undefined ? null : <p className="font-mono text-sm text-muted">{error.digest}</p>}
    </main>
  );
}
