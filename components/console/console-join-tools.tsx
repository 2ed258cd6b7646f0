"use client";
import { useRouter } from "next/navigation";
import { RenewJoinCode } from "../parts/renew-join-code";

/** The page renders code and QR code, so a new code refreshes the page. */
export function ConsoleJoinTools() {
  const router = useRouter();
  return <RenewJoinCode onRenewed={() => router.refresh()} />;
}
