import { computeBatch, ITEMS_PER_BATCH, type PathResult, SCENARIOS, type StepResult } from "./steps.ts";
import { loadInstalled } from "./installed.ts";

/**
 * LangGraph.js with its checkpointer for PostgreSQL: a thread per scenario, a node that runs a batch, and an edge back to it.
 * `exit` stores one checkpoint at the end, so the state has to hold all results. `sync` stores a checkpoint before each next
 * step; there the state holds the results of one batch, because each checkpoint stores the whole value anew.
 * `node langgraph.ts FOLDER URL exit|sync BATCHES`
 */
type State = { readonly batch: number; readonly results: readonly StepResult[] };
type Graph = {
  addNode(name: string, work: (state: State) => Partial<State>): Graph;
  addEdge(from: string, to: string): Graph;
  addConditionalEdges(from: string, choose: (state: State) => string): Graph;
  compile(options: { checkpointer: Saver }): {
    invoke(input: State, options: object): Promise<State>;
    getState(options: object): Promise<{ readonly values: State }>;
  };
};
type Channel = { readonly reducer: (old: unknown, added: unknown) => unknown; readonly default: () => unknown };
type Annotation = { (channel?: Channel): unknown; Root(fields: Record<string, unknown>): unknown };
type LangGraph = {
  readonly StateGraph: new (state: unknown) => Graph;
  readonly Annotation: Annotation;
  readonly START: string;
  readonly END: string;
};
type Saver = { setup(): Promise<void>; end(): Promise<void> };

const [folder = "", url = "", durability = "exit", count = "1000"] = process.argv.slice(2);
const batches = Number(count);
const { StateGraph, Annotation, START, END } = await loadInstalled<LangGraph>(folder, "@langchain/langgraph");
const { PostgresSaver } = await loadInstalled<{ PostgresSaver: { fromConnString(url: string): Saver } }>(
  folder,
  "@langchain/langgraph-checkpoint-postgres",
);

const checkpointer = PostgresSaver.fromConnString(url);
await checkpointer.setup();
const all = {
  reducer: (old: unknown, added: unknown) => (old as StepResult[]).concat(added as StepResult[]),
  default: () => [],
};
const state = Annotation.Root({
  batch: Annotation(),
  results: durability === "exit" ? Annotation(all) : Annotation(),
});
const graph = new StateGraph(state)
  .addNode("work", ({ batch }) => ({ batch: batch + 1, results: computeBatch(batch) }))
  .addEdge(START, "work")
  .addConditionalEdges("work", ({ batch }) => (batch < batches ? "work" : END))
  .compile({ checkpointer });
const settings = (thread: string) => ({
  configurable: { thread_id: thread },
  durability,
  recursionLimit: batches + 10,
});

// warm: compiled code, plans, connections
await graph.invoke({ batch: batches - 20, results: [] }, settings("warm"));
const startedAt = performance.now();
await Promise.all(SCENARIOS.map((scenario) => graph.invoke({ batch: 0, results: [] }, settings(scenario))));
const seconds = (performance.now() - startedAt) / 1_000;
const states = await Promise.all(SCENARIOS.map((scenario) => graph.getState(settings(scenario))));
const storedItems = states
  .map(({ values }) => (durability === "exit" ? values.results.length : values.batch * ITEMS_PER_BATCH))
  .reduce((sum, items) => sum + items, 0);
await checkpointer.end();
console.log(JSON.stringify({ seconds, storedItems } satisfies PathResult));
