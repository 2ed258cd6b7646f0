export default function Loading() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <p role="status" className="text-lg text-muted">
        Getting the stage ready…
      </p>
    </main>
  );
}
