export const SCENARIO_SHAPES = ["circle", "square", "triangle", "diamond", "cross", "pentagon"] as const;
export type ScenarioShape = (typeof SCENARIO_SHAPES)[number];

/** What distinguishes a scenario: hue, and shape and dash for viewers who cannot use the hue. */
export type ScenarioLook = {
  /** CSS colour of lines and bars, ≥3:1 on the ground of both themes */
  readonly color: string;
  /** CSS colour of small text, ≥4.5:1 */
  readonly ink: string;
  readonly shape: ScenarioShape;
  /** SVG stroke-dasharray; "none" = solid */
  readonly dash: string;
};

const DASHES = ["none", "9 5", "2 4", "12 4 2 4", "16 5", "6 3 2 3 2 3"] as const;

/** The look of the scenario at that position, 0–5, within its run. */
export function scenarioLook(index: number): ScenarioLook {
  const slot = index % SCENARIO_SHAPES.length;
  return {
    color: `var(--scenario-${slot + 1})`,
    ink: `var(--scenario-${slot + 1}-ink)`,
    shape: SCENARIO_SHAPES[slot] ?? "circle",
    dash: DASHES[slot] ?? "none",
  };
}
