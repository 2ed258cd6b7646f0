import { createRequire } from "node:module";
import "../../../lib/composition/runner.ts";
import "../../../lib/composition/web.ts";
import { renderSamples } from "../../../lib/telemetry/prometheus/exposition.ts";
import { Samples } from "../../../lib/telemetry/prometheus/samples.ts";

/** Prints whether prom-client is loaded before the first scrape, and after it: in a process of its own, since tests load it too. */
const { cache } = createRequire(import.meta.url);
const isLoaded = () => Object.keys(cache).some((path) => path.includes("/prom-client/"));
const before = isLoaded();
await renderSamples(new Samples());
process.stdout.write(JSON.stringify([before, isLoaded()]));
