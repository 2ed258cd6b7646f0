"use client";
import { useRouter } from "next/navigation";
import { RenewJoinCode } from "../parts/renew-join-code";

/** The console takes code and QR from its page: a new code asks for that page again. */
export function ConsoleJoinTools() {
  const router = useRouter();
  return <RenewJoinCode onRenewed={() => router.refresh()} />;
}
