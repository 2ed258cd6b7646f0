import { sharedText } from "@/lib/view/text/shared";

/** Enters or leaves fullscreen; iPhones do not support it for pages. */
export async function toggleFullscreen(onMissing: (message: string) => void): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else if (document.fullscreenEnabled) await document.documentElement.requestFullscreen();
  else onMissing(sharedText.noFullscreen);
}
