import { z } from "zod";

/**
 * What Langfuse's published API takes of what we send: `POST /api/public/otel/v1/traces` (OTLP in JSON, with Langfuse's
 * attributes) and `POST /api/public/ingestion` (scores). Strict: a field or an attribute in its name space that it does not
 * publish is a mistake, although the service itself would pass over it.
 */
const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`));
const nanoseconds = z.union([z.string().regex(/^\d+$/), z.number().int()]).transform(BigInt);
const Scalar = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ intValue: z.coerce.number().int() }),
  z.strictObject({ doubleValue: z.number() }),
  z.strictObject({ boolValue: z.boolean() }),
]);
const Value = z.union([Scalar, z.strictObject({ arrayValue: z.strictObject({ values: z.array(Scalar) }) })]);
type Plain = string | number | boolean | (string | number | boolean)[];

const toPlain = (value: z.infer<typeof Value>): Plain =>
  "arrayValue" in value
    ? value.arrayValue.values.map((each) => toPlain(each) as string)
    : (Object.values(value)[0] as Plain);
const Attributes = z
  .array(z.strictObject({ key: z.string().min(1), value: Value }))
  .refine((pairs) => new Set(pairs.map(({ key }) => key)).size === pairs.length, "an attribute is there twice")
  .transform((pairs) => Object.fromEntries(pairs.map(({ key, value }) => [key, toPlain(value)])));

const Environment = z.string().regex(/^(?!langfuse)[a-z0-9_-]{1,40}$/);
const ofJson = (type: z.ZodType) =>
  z.string().refine((text) => type.safeParse(JSON.parse(text)).success, "is no such JSON");
const metadata = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

/** Of each observation; those of OpenTelemetry itself may have any name. */
const Published = z.object({
  "session.id": z.string().min(1).max(200),
  "langfuse.trace.name": z.string().max(1_000).optional(),
  "langfuse.trace.tags": z.array(z.string().min(1).max(200)),
  "langfuse.trace.input": ofJson(z.json()).optional(),
  "langfuse.trace.output": ofJson(z.json()).optional(),
  "langfuse.observation.type": z.enum(["span", "generation", "event"]),
  "langfuse.observation.level": z.enum(["DEBUG", "DEFAULT", "WARNING", "ERROR"]),
  "langfuse.observation.status_message": z.string().optional(),
  "langfuse.observation.input": ofJson(z.json()).optional(),
  "langfuse.observation.output": ofJson(z.json()).optional(),
  "langfuse.observation.model.name": z.string().optional(),
  "langfuse.observation.usage_details": ofJson(z.record(z.string(), z.number().int().nonnegative())).optional(),
  "langfuse.observation.cost_details": ofJson(z.record(z.string(), z.number().nonnegative())).optional(),
  "langfuse.environment": Environment.optional(),
});

/** Of the root of an item's trace in an experiment, which belongs to no session. */
const PublishedOfExperiments = Published.omit({ "session.id": true, "langfuse.trace.tags": true }).extend({
  "langfuse.environment": z.literal("sdk-experiment"),
  "langfuse.experiment.id": z.string().min(1),
  "langfuse.experiment.name": z.string().min(1),
  "langfuse.experiment.metadata": ofJson(z.record(z.string(), z.json())),
  "langfuse.experiment.dataset.id": z.string().min(1),
  "langfuse.experiment.item.id": z.string().min(1),
  "langfuse.experiment.item.root_observation_id": hex(16),
});

const ObservationAttributes = Attributes.superRefine((attributes, context) => {
  const published = "langfuse.experiment.id" in attributes ? PublishedOfExperiments : Published;
  const { error } = published.safeParse(attributes);
  for (const { message, path } of error?.issues ?? []) context.addIssue({ code: "custom", message, path: [...path] });
  for (const [name, value] of Object.entries(attributes)) {
    if (!name.startsWith("langfuse.") || name in published.shape) continue;
    if (name.startsWith("langfuse.observation.metadata.") && metadata.safeParse(value).success) continue;
    context.addIssue({ code: "custom", message: `${name} is no attribute that Langfuse publishes`, path: [name] });
  }
});

const Link = z.strictObject({
  traceId: hex(32),
  spanId: hex(16),
  attributes: z.array(z.never()),
  droppedAttributesCount: z.literal(0),
  flags: z.number().int().optional(),
});
const Span = z.strictObject({
  traceId: hex(32),
  spanId: hex(16),
  parentSpanId: hex(16).optional(),
  traceState: z.string().optional(),
  name: z.string().min(1),
  kind: z.number().int().min(1).max(5),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes: ObservationAttributes,
  status: z.strictObject({ code: z.number().int().min(0).max(2), message: z.string().optional() }),
  events: z.array(z.never()),
  links: z.array(Link),
  droppedAttributesCount: z.literal(0),
  droppedEventsCount: z.literal(0),
  droppedLinksCount: z.literal(0),
  flags: z.number().int().optional(),
});
const Resource = z.strictObject({
  attributes: Attributes.refine((each) => "service.name" in each),
  droppedAttributesCount: z.literal(0),
});
const Scope = z.strictObject({ name: z.string().min(1), version: z.string().optional() });
export const Traces = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: Resource,
      scopeSpans: z.array(z.strictObject({ scope: Scope, spans: z.array(Span).min(1) })),
    }),
  ),
});

const ScoreBase = z.strictObject({
  id: z.string().min(1).max(800),
  traceId: hex(32).optional(),
  sessionId: z.string().min(1).max(200).optional(),
  name: z.string().min(1),
  comment: z.string().optional(),
  environment: Environment.optional(),
});
const Score = z
  .discriminatedUnion("dataType", [
    ScoreBase.extend({ dataType: z.literal("NUMERIC"), value: z.number() }),
    ScoreBase.extend({ dataType: z.literal("CATEGORICAL"), value: z.string().min(1) }),
    ScoreBase.extend({ dataType: z.literal("BOOLEAN"), value: z.union([z.literal(0), z.literal(1)]) }),
  ])
  .refine(({ traceId, sessionId }) => (traceId === undefined) !== (sessionId === undefined), "of a trace or a session");
export const IngestionEvent = z.strictObject({
  id: z.uuidv4(),
  type: z.literal("score-create"),
  timestamp: z.iso.datetime({ offset: true }),
  body: Score,
});
/** Whether the single events are right is said of each. */
export const Ingestion = z.strictObject({ batch: z.array(z.looseObject({ id: z.string() })) });

export type Observation = z.infer<typeof Span>;
export type KeptScore = z.infer<typeof Score>;
