"use client";
import Link from "next/link";
import { useCallback, useEffect, useRef, useState, type FormEvent } from "react";
import { exchangeKey } from "@/lib/client/hooks/exchange-key";
import { toOwnPath } from "@/lib/client/hooks/own-path";
import { Button } from "../ui/button";
import { Field, Input } from "../ui/field";
import { enterText } from "@/lib/view/text/access";
import { sharedText } from "@/lib/view/text/shared";

/** Exchanges a key, typed or from the link's fragment, for a session. The fragment never reaches a server or its logs. */
export function EnterForm({ next, wasSentHere }: { next: string; wasSentHere: boolean }) {
  const [error, setError] = useState<string | null>(null);
  const [waiting, setWaiting] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // kept, since the address loses it at once and development runs effects twice
  const linkKey = useRef<string | null>(null);
  const leaving = useRef<AbortController | null>(null);

  const enter = useCallback(
    async (key: string) => {
      leaving.current?.abort();
      const { signal } = (leaving.current = new AbortController());
      setBusy(true);
      setError(null);
      const onWaiting = (message: string) => setWaiting(enterText.tryingAgain(message));
      const failure = await exchangeKey(key, { signal, random: Math.random, onWaiting });
      if (signal.aborted) return;
      if (failure === null) return window.location.replace(toOwnPath(next));
      setError(failure);
      setWaiting(null);
      setBusy(false);
    },
    [next],
  );
  useEffect(() => {
    linkKey.current ??= new URLSearchParams(window.location.hash.slice(1)).get("key");
    if (linkKey.current !== null) {
      window.history.replaceState(null, "", window.location.pathname + window.location.search);
      void enter(linkKey.current);
    }
    return () => leaving.current?.abort();
  }, [enter]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const key = new FormData(event.currentTarget).get("key");
    void enter(typeof key === "string" ? key : "");
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <h1 className="text-2xl font-semibold">{busy ? sharedText.oneMoment : enterText.heading}</h1>
      {wasSentHere ? <p className="font-medium">{enterText.signInAgain}</p> : null}
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
      <p id="enter-error" role="alert" className={`min-h-6 ${error === null ? "text-hold" : "text-bad"}`}>
        {error ?? waiting}
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
