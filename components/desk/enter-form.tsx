"use client";
import Link from "next/link";
import { useCallback, useEffect, useState, type FormEvent } from "react";
import { toOwnPath } from "@/lib/client/hooks/own-path";
import { Button } from "../ui/button";
import { Field, Input } from "../ui/field";
import { enterText } from "@/lib/view/text/access";
import { sharedText } from "@/lib/view/text/shared";

/** Exchanges a key, typed or from the link's fragment, for a session. The fragment never reaches a server or its logs. */
export function EnterForm({ next }: { next: string }) {
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const finish = useCallback(
    (failure: string | null) => {
      if (failure === null) return window.location.replace(toOwnPath(next));
      setError(failure);
      setBusy(false);
    },
    [next],
  );
  useEffect(() => {
    const key = new URLSearchParams(window.location.hash.slice(1)).get("key");
    if (key === null) return;
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
    void exchangeKey(key).then(finish);
  }, [finish]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    const key = new FormData(event.currentTarget).get("key");
    void exchangeKey(typeof key === "string" ? key : "").then(finish);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <h1 className="text-2xl font-semibold">{busy ? sharedText.oneMoment : enterText.heading}</h1>
      <p className="text-muted">{enterText.hint}</p>
      <Field label={enterText.key}>
        <Input
          name="key"
          type="password"
          autoComplete="off"
          required
          spellCheck={false}
          aria-invalid={error !== null}
          aria-describedby="enter-error"
          className="font-mono"
        />
      </Field>
      <p id="enter-error" role="alert" className="min-h-6 text-bad">
        {error}
      </p>
      <Button type="submit" tone="primary" size="large" disabled={busy}>
        {enterText.submit}
      </Button>
      <p className="text-muted">
        {enterText.inTheAudience}{" "}
        <Link href="/join" className="text-text underline underline-offset-4">
          {enterText.joinInstead}
        </Link>
        {enterText.noKeyNeeded}
      </p>
    </form>
  );
}

/** null once there is a session, else the error message. */
async function exchangeKey(key: string): Promise<string | null> {
  try {
    const response = await fetch("/api/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ key }),
    });
    if (response.ok) return null;
    const body: unknown = await response.json();
    return readMessage(body) ?? enterText.wrongKey;
  } catch {
    return enterText.noAnswer;
  }
}

function readMessage(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("error" in body)) return null;
  const { error } = body;
  return typeof error === "object" && error !== null && "message" in error && typeof error.message === "string"
    ? error.message
    : null;
}
