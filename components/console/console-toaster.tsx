import { Toaster } from "sonner";

/** In the middle of the header, where it covers no controls. */
export function ConsoleToaster() {
  return (
    <Toaster
      position="top-center"
      offset={6}
      mobileOffset={6}
      style={{ fontFamily: "inherit" }}
      toastOptions={{
        style: { background: "var(--raised)", color: "var(--text)", border: "1px solid var(--line)", fontSize: 16 },
      }}
    />
  );
}
