"use client";
import { CircleUserRound, LogOut, SunMoon } from "lucide-react";
import { useTheme } from "next-themes";
import { useState } from "react";
import { Menu } from "../ui/menu";
import { accountText } from "@/lib/view/text/access";
import { sharedText } from "@/lib/view/text/shared";

/** True once this browser's session has ended; its key stays valid. */
async function endOwnSession(): Promise<boolean> {
  try {
    return (await fetch("/api/session", { method: "DELETE" })).ok;
  } catch {
    return false;
  }
}

/** Theme and sign-out, two presses away so that neither happens by accident. */
export function AccountMenu() {
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
