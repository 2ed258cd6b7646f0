import { cva, type VariantProps } from "class-variance-authority";
import { clsx } from "clsx";
import type { ComponentProps } from "react";

const look = cva(
  "inline-flex min-h-9 items-center justify-center gap-2 rounded-lg text-[15px] font-medium whitespace-nowrap select-none transition-colors disabled:opacity-50 pointer-coarse:min-h-11",
  {
    variants: {
      tone: {
        primary: "bg-accent text-on-accent hover:opacity-90",
        plain: "border border-line bg-panel text-text hover:bg-raised",
        ghost: "text-muted hover:bg-raised hover:text-text",
        danger: "bg-bad text-ground hover:opacity-90",
      },
      size: {
        regular: "px-4",
        small: "px-3 text-sm",
        icon: "min-w-9 px-0 pointer-coarse:min-w-11",
        large: "min-h-12 px-6 text-lg",
      },
    },
    defaultVariants: { tone: "plain", size: "regular" },
  },
);

export type ButtonLook = VariantProps<typeof look>;

/** The same look for links and for triggers of other components. */
export function buttonClass(options: ButtonLook = {}, extra?: string): string {
  return clsx(look(options), extra);
}

export function Button({ tone, size, className, type = "button", ...rest }: ComponentProps<"button"> & ButtonLook) {
  return <button type={type} className={buttonClass({ tone, size }, className)} {...rest} />;
}
