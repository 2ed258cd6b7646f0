import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { requestNonce } from "@/app/request-nonce";
import { Theme } from "@/components/parts/theme";

export default async function DeskLayout({ children }: { children: ReactNode }) {
  return (
    <Theme place="desk" nonce={await requestNonce()}>
      <NuqsAdapter>{children}</NuqsAdapter>
    </Theme>
  );
}
