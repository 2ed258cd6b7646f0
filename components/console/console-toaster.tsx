import { Toaster } from "sonner";

/** Within the header, in its middle: there only words stand, which may be covered for a moment. */
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
