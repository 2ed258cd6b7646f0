import { computeBatch, ITEMS_PER_BATCH, type PathResult, SCENARIOS, type StepResult } from "./steps.ts";
import { loadInstalled } from "./installed.ts";

/**
 * DBOS: a workflow per scenario with a step per batch, whose result is stored before the next step begins.
 * `node dbos.ts FOLDER URL BATCHES`
 */
type Workflow = (scenario: string, batches: number) => Promise<number>;
type Dbos = {
  setConfig(config: object): void;
  registerWorkflow(work: Workflow, options: { name: string }): Workflow;
  launch(): Promise<void>;
  shutdown(): Promise<void>;
  runStep(work: () => Promise<readonly StepResult[]>, options: { name: string }): Promise<readonly StepResult[]>;
  startWorkflow(
    work: Workflow,
  ): (scenario: string, batches: number) => Promise<{ readonly workflowID: string; getResult(): Promise<number> }>;
  listWorkflowSteps(id: string): Promise<readonly unknown[] | undefined>;
};

const [folder = "", url = "", count = "1000"] = process.argv.slice(2);
const { DBOS } = await loadInstalled<{ DBOS: Dbos }>(folder, "@dbos-inc/dbos-sdk");
DBOS.setConfig({ name: "bench", systemDatabaseUrl: url, logLevel: "error", runAdminServer: false });

async function runScenario(_scenario: string, batches: number): Promise<number> {
  for (let batch = 0; batch < batches; batch++)
    await DBOS.runStep(() => Promise.resolve(computeBatch(batch)), { name: "batch" });
  return batches;
}

const workflow = DBOS.registerWorkflow(runScenario, { name: "scenario" });
await DBOS.launch();
const start = (batches: number) => SCENARIOS.map((scenario) => DBOS.startWorkflow(workflow)(scenario, batches));
// warm: compiled code, plans, connections
for (const started of start(20)) await (await started).getResult();
const startedAt = performance.now();
const handles = await Promise.all(start(Number(count)));
await Promise.all(handles.map((handle) => handle.getResult()));
const seconds = (performance.now() - startedAt) / 1_000;
const steps = await Promise.all(handles.map(({ workflowID }) => DBOS.listWorkflowSteps(workflowID)));
const storedItems = steps.reduce((sum, each) => sum + (each?.length ?? 0) * ITEMS_PER_BATCH, 0);
await DBOS.shutdown();
console.log(JSON.stringify({ seconds, storedItems } satisfies PathResult));
