"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ActorRole } from "@/lib/core/run/actor";
import { AccountMenu, OUTGOING } from "./account-menu";
import { ShareButton } from "./share-button";
import { homeText } from "@/lib/view/text/desk/home";
import { outgoingText } from "@/lib/view/text/desk/outgoing";
import { sharedText } from "@/lib/view/text/shared";
import { storageText } from "@/lib/view/text/desk/storage";

const PLACES = [
  { href: "/", label: homeText.navigation },
  { href: "/runs", label: sharedText.pastRuns },
] as const;
const PRESENTER_PLACES = [
  ...PLACES,
  { href: "/storage", label: storageText.title },
  { href: OUTGOING, label: outgoingText.short },
] as const;
/** Phones have no room for them; the account menu has them too. */
const NARROW: { readonly [href: string]: string } = { "/": "max-[375px]:hidden", [OUTGOING]: "max-[640px]:hidden" };

/** Navigation of all pages except the stage. */
export function DeskHeader({ role }: { role: ActorRole }) {
  const path = usePathname();
  return (
    <header className="no-print border-b border-line">
      <nav aria-label={sharedText.mainNavigation} className="flex min-h-16 items-center gap-1 px-3 sm:gap-2 sm:px-5">
        <Link href="/" className="mr-1 flex items-center gap-2.5 text-lg font-semibold tracking-tight sm:mr-4">
          <Logo />
          <span className="max-[480px]:sr-only">{sharedText.product}</span>
        </Link>
        {(role === "presenter" ? PRESENTER_PLACES : PLACES).map(({ href, label }) => {
          const here = href === "/" ? path === "/" : path.startsWith(href);
          return (
            <Link
              key={href}
              href={href}
              aria-current={here ? "page" : undefined}
              className={`flex min-h-11 items-center rounded-lg px-2 whitespace-nowrap sm:px-3 ${NARROW[href] ?? ""} ${here ? "font-medium text-text" : "text-muted hover:text-text"}`}
            >
              {label}
            </Link>
          );
        })}
        <span className="ml-auto flex items-center">
          {role === "presenter" ? (
            <ShareButton />
          ) : (
            <span className="px-2 text-sm text-muted">{sharedText.reviewer}</span>
          )}
        </span>
        <AccountMenu role={role} />
      </nav>
    </header>
  );
}

export function Logo() {
  return (
    <svg viewBox="0 0 24 18" aria-hidden="true" className="h-4.5 w-6">
      <rect width="9" height="4.6" rx="1" style={{ fill: "var(--scenario-1)" }} />
      <rect y="6.7" width="16" height="4.6" rx="1" style={{ fill: "var(--scenario-2)" }} />
      <rect y="13.4" width="24" height="4.6" rx="1" style={{ fill: "var(--scenario-3)" }} />
    </svg>
  );
}
