import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { publicOrigin } from "@/app/operation-context";
import { AudienceEntry } from "@/components/audience/audience-entry";
import { QrCode } from "@/components/audience/qr-code";
import { toJoinCode } from "@/lib/access/join-code";
import { audienceText } from "@/lib/view/text/audience";

export const metadata: Metadata = { title: audienceText.title };

export default async function AudiencePage({ params }: { params: Promise<{ code: string }> }) {
  const typed = decodeURIComponent((await params).code);
  const code = toJoinCode(typed);
  if (code === null) redirect(`/join?code=${encodeURIComponent(typed.slice(0, 12))}`);
  if (code !== typed) redirect(`/a/${code}`);
  const origin = publicOrigin();
  return (
    <AudienceEntry
      code={code}
      joinHost={new URL(origin).host}
      qr={<QrCode text={`${origin}/a/${code}`} label={audienceText.qr} className="block w-full" />}
    />
  );
}
