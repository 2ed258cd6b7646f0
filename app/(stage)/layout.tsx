import type { ReactNode } from "react";
import { LiveQuery } from "@/components/live-query";
import { Theme } from "@/components/theme";

export default function StageLayout({ children }: { children: ReactNode }) {
  return (
    <Theme place="stage">
      <LiveQuery>{children}</LiveQuery>
    </Theme>
  );
}
