import Link from "next/link";

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-4 px-5">
      <h1 className="text-2xl font-semibold">There is nothing here</h1>
      <p className="text-muted">The address may be mistyped, or the run belongs to another server.</p>
      <p className="flex gap-6">
        <Link href="/runs" className="underline underline-offset-4">
          Past runs
        </Link>
        <Link href="/join" className="underline underline-offset-4">
          Join with a code
        </Link>
      </p>
    </main>
  );
}
