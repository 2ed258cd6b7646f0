import type { ReactNode } from "react";
import { Theme } from "@/components/parts/theme";

export default function StageLayout({ children }: { children: ReactNode }) {
  return <Theme place="stage">{children}</Theme>;
}
