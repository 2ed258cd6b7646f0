import type { ReactNode } from "react";
import { requestNonce } from "@/app/request-nonce";
import { Theme } from "@/components/parts/theme";

export default async function StageLayout({ children }: { children: ReactNode }) {
  return (
    <Theme place="stage" nonce={await requestNonce()}>
      {children}
    </Theme>
  );
}
