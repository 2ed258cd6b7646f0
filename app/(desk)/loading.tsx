export default function Loading() {
  return <output className="block mx-auto max-w-6xl px-5 py-28 text-muted">Loading…</output>;
}
