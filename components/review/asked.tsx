"use client";
import { createContext, useContext, useMemo, useState, type ReactNode } from "react";

type Asked = { readonly asked: number | null; readonly onAsk: (items: number | null) => void };

const AskedContext = createContext<Asked>({ asked: null, onAsk: () => {} });

/** "What about … mails?" is asked once; the picture and the growth section answer. */
export function AskedProvider({ children }: { children: ReactNode }) {
  const [asked, onAsk] = useState<number | null>(null);
  const value = useMemo(() => ({ asked, onAsk }), [asked]);
  return <AskedContext value={value}>{children}</AskedContext>;
}

export const useAsked = (): Asked => useContext(AskedContext);
