import type { SkillRegistry } from "../../../lib/skills/registry.ts";
import { echo } from "./echo.ts";

/** Not part of the bundled registry: pass this module's URL to the skill host. */
export const skillRegistry: SkillRegistry = new Map([[echo.manifest.id, echo]]);

export const TEST_REGISTRY_URL = import.meta.url;
