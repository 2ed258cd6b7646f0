import type { Metadata } from "next";
import { EnterForm } from "@/components/desk/enter-form";
import { Logo } from "@/components/desk/desk-header";
import { enterText } from "@/lib/view/text/access";
import { sharedText } from "@/lib/view/text/shared";

export const metadata: Metadata = { title: enterText.title };

export default async function EnterPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await searchParams;
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-6 px-5 py-10">
      <p className="flex items-center gap-2.5 text-lg font-semibold tracking-tight">
        <Logo />
        {sharedText.product}
      </p>
      <EnterForm next={typeof next === "string" ? next : "/"} wasSentHere={next !== undefined} />
    </main>
  );
}
