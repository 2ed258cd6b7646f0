import { z } from "zod";
import { createDocument, type ZodOpenApiPathsObject } from "zod-openapi";
import type { Endpoint } from "./endpoint.ts";
import { CostlyItemsDocument, InputDocument, UploadedDocument, UploadRefusal } from "./input-schemas.ts";
import * as documents from "./schemas.ts";
import { SkillDocument } from "./skill-documents.ts";

/** Schemas that get a name in the document, in addition to those named where they are defined; all others are inlined. */
const NAMED: { readonly [id: string]: z.ZodType } = {
  Command: documents.CommandBody,
  CostlyItems: CostlyItemsDocument,
  Created: documents.Created,
  Error: documents.ErrorDocument,
  EventPage: documents.EventPage,
  Health: documents.Health,
  Input: InputDocument,
  Run: documents.RunDetail,
  RunEvent: documents.RunEventDocument,
  RunPage: documents.RunPage,
  RunSummary: documents.RunSummary,
  Scenario: documents.ScenarioDetail,
  Skill: SkillDocument,
  StagePicture: documents.StagePicture,
  Started: documents.Started,
  Uploaded: UploadedDocument,
  UploadRefusal,
};
for (const [id, schema] of Object.entries(NAMED)) z.globalRegistry.add(schema, { ...schema.meta(), id });

/** Builds the OpenAPI 3.1 document of the endpoints, from the same schemas that validate requests. */
export function buildOpenApi(version: string, endpoints: readonly Endpoint[]) {
  return createDocument(
    {
      openapi: "3.1.0",
      info: {
        title: "Triptych",
        version,
        description:
          "Start a run of one skill at several scales, direct it, read its facts. Keys go as `Authorization: Bearer <key>`; a reviewer's key reads only. Any request may also be answered with 421 (an unknown Host) or 500 (a fault of the server), as Error.",
      },
      components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
      paths: toPaths(endpoints),
    },
    // fields that the audience schema empties have no output schema
    { allowEmptySchema: { pipe: { output: true } } },
  );
}

function toPaths(endpoints: readonly Endpoint[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const { path, method, access, operation } of endpoints) {
    const security = access === "none" ? [] : [{ key: [] }];
    paths[path] = { ...paths[path], [method]: { ...operation, security } };
  }
  return paths;
}
