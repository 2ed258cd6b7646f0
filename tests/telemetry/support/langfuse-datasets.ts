import { z } from "zod";

/** STAND-IN: Langfuse's projects and data sets, as its public API is documented to answer, of version 3 or 4. */
const metadata = z.record(z.string(), z.union([z.string(), z.number()]));
const Dataset = z.strictObject({ name: z.string().min(1) });
const DatasetItem = z.strictObject({
  datasetName: z.string(),
  id: z.string().min(1).max(255),
  input: z.record(z.string(), z.json()),
});
const RunItem = z.strictObject({
  runName: z.string().min(1),
  metadata,
  datasetItemId: z.string(),
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  observationId: z.string().regex(/^[0-9a-f]{16}$/),
});

export type KeptItem = z.infer<typeof DatasetItem>;
export type KeptRunItem = z.infer<typeof RunItem> & { readonly datasetRunId: string };
export type Reply = readonly [status: number, body: object];

const AT = "2026-05-01T10:00:00.000Z";
/** small, so that a few items fill several */
const PAGE = 4;

export function createDatasets({ version, project }: { readonly version: 3 | 4; readonly project: string }) {
  const datasets = new Map<string, string>();
  const items = new Map<string, KeptItem>();
  /** a list: Langfuse 3 takes no ids, so that what is sent twice is there twice */
  const runItems: KeptRunItem[] = [];

  function createItem(body: unknown): Reply {
    const item = DatasetItem.parse(body);
    const { datasetName, id } = item;
    const known = items.get(id);
    if (!datasets.has(datasetName) || (known !== undefined && known.datasetName !== datasetName))
      return [404, { message: "Dataset not found, or the item belongs to another" }];
    items.set(id, item);
    return [200, { ...item, status: "ACTIVE", datasetId: datasets.get(datasetName), createdAt: AT, updatedAt: AT }];
  }

  function createRunItem(body: unknown): Reply {
    const item = RunItem.parse(body);
    if (!items.has(item.datasetItemId)) return [404, { message: "Dataset item not found" }];
    const kept = { ...item, datasetRunId: `run of ${item.runName}` };
    runItems.push(kept);
    return [
      200,
      { ...kept, id: `link ${runItems.length}`, datasetRunName: item.runName, createdAt: AT, updatedAt: AT },
    ];
  }

  function listRunItems(query: URLSearchParams): Reply {
    const [runName, page] = [query.get("runName"), Number(query.get("page"))];
    const own = runItems.filter((item) => item.runName === runName);
    if (own.length === 0) return [404, { message: "Dataset run not found" }];
    const limit = Math.min(PAGE, Number(query.get("limit")));
    const meta = { page, limit, totalItems: own.length, totalPages: Math.ceil(own.length / limit) };
    return [200, { data: own.slice((page - 1) * limit, page * limit), meta }];
  }

  return {
    datasets,
    items,
    runItems,
    /** null: not an endpoint of these. Throws for a body that Langfuse would refuse. */
    answer(method: string, url: string, body: Buffer): Reply | null {
      const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
      const read = (): unknown => JSON.parse(body.toString());
      switch (`${method} ${pathname}`) {
        case "GET /api/public/projects":
          return [200, { data: [{ id: project, name: "Stage", organization: { id: "o", name: "O" }, metadata: {} }] }];
        case "POST /api/public/v2/datasets": {
          const { name } = Dataset.parse(read());
          if (!datasets.has(name)) datasets.set(name, `dataset-${datasets.size + 1}`);
          return [200, { id: datasets.get(name), name, projectId: project, createdAt: AT, updatedAt: AT }];
        }
        case "POST /api/public/dataset-items":
          return createItem(read());
        case "POST /api/public/dataset-run-items":
          return version === 4 ? [404, { message: "Not found" }] : createRunItem(read());
        case "GET /api/public/dataset-run-items":
          return version === 4 ? [404, { message: "Not found" }] : listRunItems(searchParams);
        default:
          return null;
      }
    },
  };
}
