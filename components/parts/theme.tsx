"use client";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";

/** Dark on stage, light elsewhere; each place keeps its own choice. */
export function Theme({ place, nonce, children }: { place: "stage" | "desk"; nonce: string; children: ReactNode }) {
  return (
    <ThemeProvider
      attribute="class"
      nonce={nonce}
      storageKey={`triptych.theme.${place}`}
      defaultTheme={place === "stage" ? "dark" : "light"}
      enableSystem={false}
      disableTransitionOnChange
    >
      {children}
    </ThemeProvider>
  );
}
