"use client";
import { ArrowUpFromLine, CircleUserRound, LogOut, SunMoon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { useState } from "react";
import type { ActorRole } from "@/lib/core/run/actor";
import { Menu } from "../ui/menu";
import { accountText } from "@/lib/view/text/access";
import { outgoingText } from "@/lib/view/text/desk/outgoing";
import { sharedText } from "@/lib/view/text/shared";

/** True once this browser's session has ended; its key stays valid. */
async function endOwnSession(): Promise<boolean> {
  try {
    return (await fetch("/api/session", { method: "DELETE" })).ok;
  } catch {
    return false;
  }
}

export const OUTGOING = "/settings";

/** Theme and sign-out, two presses away so that neither happens by accident. */
export function AccountMenu({ role }: { role: ActorRole }) {
  const router = useRouter();
  const { resolvedTheme, setTheme } = useTheme();
  const [failed, setFailed] = useState(false);
  const signOut = async () => {
    setFailed(false);
    if (await endOwnSession()) window.location.replace("/enter");
    else setFailed(true);
  };
  return (
    <>
      <Menu
        label={accountText.menu}
        icon={<CircleUserRound aria-hidden className="size-5" />}
        entries={[
          {
            label: sharedText.theme,
            icon: <SunMoon aria-hidden className="size-4.5" />,
            onSelect: () => setTheme(resolvedTheme === "dark" ? "light" : "dark"),
          },
          ...(role === "presenter"
            ? [
                {
                  label: outgoingText.title,
                  icon: <ArrowUpFromLine aria-hidden className="size-4.5" />,
                  onSelect: () => router.push(OUTGOING),
                },
              ]
            : []),
          {
            label: accountText.signOut,
            icon: <LogOut aria-hidden className="size-4.5" />,
            onSelect: () => void signOut(),
          },
        ]}
      />
      <p role="alert" className="fixed inset-x-0 top-16 z-30 bg-bad-ground px-5 py-2 text-center text-bad empty:hidden">
        {failed ? accountText.notSignedOut : null}
      </p>
    </>
  );
}
