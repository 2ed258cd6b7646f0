import { v7 as uuidv7 } from "uuid";
import type { NewId } from "./core/ports/clock.ts";

/** Creates a sortable id: the prefix, an underscore and a uuid v7. */
export const newId: NewId = (prefix) => `${prefix}_${uuidv7()}`;
