export default function Loading() {
  return (
    <p role="status" className="mx-auto max-w-6xl px-5 py-28 text-muted">
      Loading…
    </p>
  );
}
