import { consoleText } from "@/lib/view/text/console";

export default function Loading() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <output className="block text-lg text-muted">{consoleText.loading}</output>
    </main>
  );
}
