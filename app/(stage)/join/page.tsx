import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { buttonClass } from "@/components/ui/button";
import { toJoinCode } from "@/lib/access/join-code";
import { joinText } from "@/lib/view/text/access";

export const metadata: Metadata = { title: joinText.title };

/** Works without script: the form submits to this page, which redirects to the audience view. */
export default async function JoinPage({ searchParams }: { searchParams: Promise<{ code?: string | string[] }> }) {
  const { code: typed } = await searchParams;
  const given = typeof typed === "string" ? typed : null;
  const code = given === null ? null : toJoinCode(given);
  if (code !== null) redirect(`/a/${code}`);
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-6 px-5 py-10">
      <h1 className="text-2xl font-semibold">{joinText.heading}</h1>
      <form className="flex flex-col gap-4" action="/join">
        <label className="flex flex-col gap-2 text-muted">
          {joinText.code}
          <input
            name="code"
            required
            maxLength={12}
            autoCapitalize="characters"
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            defaultValue={given ?? ""}
            aria-invalid={given !== null}
            aria-describedby="join-error"
            className="min-h-16 rounded-xl border border-line-strong bg-panel px-4 text-center font-mono text-4xl tracking-[0.15em] text-text uppercase"
          />
        </label>
        <p id="join-error" role="alert" className="min-h-6 text-bad">
          {given === null ? null : joinText.wrongCode}
        </p>
        <button type="submit" className={buttonClass({ tone: "primary", size: "large" })}>
          {joinText.submit}
        </button>
      </form>
    </main>
  );
}
