/** Texts of the variants in the form that starts a run. */
export const variantFieldsText = {
  compare: "What to compare",
  kinds: {
    sizes: { label: "Sizes", hint: "the same skill at several scales" },
    variants: { label: "Variants", hint: "one size, different options" },
  },
  legend: "Variants of one size, compared item by item",
  items: (unit: string) => `Number of ${unit} each`,
  name: "Name",
  names: ["A", "B", "C", "D", "E", "F"],
  usual: (value: string) => (value === "" ? "as usual" : `${value} (as usual)`),
  switches: { true: "on", false: "off" },
  hint: "An empty option stays as usual. 2 to 6 variants.",
  add: "Add a variant",
  remove: (position: number) => `Remove variant ${position}`,
} as const;
