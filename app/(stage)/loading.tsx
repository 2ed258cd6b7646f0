export default function Loading() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <output className="block text-lg text-muted">Getting the stage ready…</output>
    </main>
  );
}
