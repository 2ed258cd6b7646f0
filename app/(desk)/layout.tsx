import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { Theme } from "@/components/parts/theme";

export default function DeskLayout({ children }: { children: ReactNode }) {
  return (
    <Theme place="desk">
      <NuqsAdapter>{children}</NuqsAdapter>
    </Theme>
  );
}
