import { useEffect, useState, type RefObject } from "react";

type BoxSize = { readonly width: number; readonly height: number };

/** The size of an element in px; null until it is known. */
export function useBox(element: RefObject<HTMLElement | null>): BoxSize | null {
  const [box, setBox] = useState<BoxSize | null>(null);
  useEffect(() => {
    const { current } = element;
    if (current === null) return;
    const watcher = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      if (width > 0 && height > 0) setBox({ width, height });
    });
    watcher.observe(current);
    return () => watcher.disconnect();
  }, [element]);
  return box;
}
