import { z } from "zod";
import { optionalText, optionalWholeNumber, requiredText } from "../../../input/cells.ts";
import type { SkillInput } from "../../contract/contract.ts";

/** An uploaded record, used as an entry of the reference table. */
export const RecordRow = z.object({
  title: requiredText,
  year: optionalWholeNumber(0, 9_999),
  director: optionalText,
  distributor: optionalText,
});

export const recordInput: SkillInput = {
  row: RecordRow,
  columns: [
    { name: "title", required: true, description: "the record is matched by it" },
    { name: "year", required: false, description: "a whole number" },
    { name: "director", required: false, description: "who made it" },
    { name: "distributor", required: false, description: "who sells it" },
  ],
  example: {
    name: "records.csv",
    content: [
      "title,year,director,distributor",
      "The Land Girls,1998,David Leland,Gramercy",
      "Jurassic Park,1993,Steven Spielberg,Universal",
      '"Crouching Tiger, Hidden Dragon",2000,Ang Lee,Sony Pictures Classics',
      "Following,1999,Christopher Nolan,",
      "",
    ].join("\n"),
  },
};
