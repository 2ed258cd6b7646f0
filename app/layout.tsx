import type { Metadata, Viewport } from "next";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import { connection } from "next/server";
import type { ReactNode } from "react";
import "./globals.css";
import { sharedText, siteText } from "@/lib/view/text/shared";

export const metadata: Metadata = {
  title: { default: sharedText.product, template: `%s · ${sharedText.product}` },
  description: siteText.description,
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: dark)", color: "#0a0d14" },
    { media: "(prefers-color-scheme: light)", color: "#f7f8fa" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // never prerendered: the scripts of a page carry the nonce of its request
  await connection();
  // the theme class is set before React runs, so it differs from the server's html on purpose
  return (
    <html lang="en" suppressHydrationWarning className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body className="antialiased">{children}</body>
    </html>
  );
}
