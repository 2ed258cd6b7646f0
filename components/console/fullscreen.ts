/** Fills the screen with the page, or gives it back. iPhones know no fullscreen for pages. */
export async function toggleFullscreen(onMissing: (message: string) => void): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else if (document.fullscreenEnabled) await document.documentElement.requestFullscreen();
  else onMissing("This browser cannot fill the screen with a page");
}
