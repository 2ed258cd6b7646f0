import { afterAll } from "vitest";
import { describeHostileProgram, type HostileLaunch, type Misbehaviour } from "../contract/hostile-program.ts";
import { echoRequest } from "../support/echo-request.ts";
import { createProgramHost } from "../support/program-host.ts";
import type { ProcessSkillHost } from "../../lib/isolation/host/host.ts";

const hosts: ProcessSkillHost[] = [];
afterAll(() => Promise.all(hosts.map((host) => host.endAll())));

function launching(file: string): HostileLaunch["start"] {
  return (kind, listener, mark) => {
    const [name = "", value = ""] = mark.split("=");
    const host = createProgramHost({ env: { [name]: value } });
    hosts.push(host);
    // forked processes share most of their memory, but each counts in full
    return host.start(echoRequest({}, { skillId: `${file} ${kind}`, memoryLimitMb: 1_024 }), listener);
  };
}

const IN_PYTHON: readonly Misbehaviour[] = [
  ...(["crash", "exit", "kill-itself", "garbage", "binary", "long-line", "names-line", "flood"] as const),
  ...([
    "flood-lines",
    "flood-logs",
    "flood-progress",
    "flood-stderr",
    "flood-stderr-lines",
    "item-outside",
    "item-negative",
    "item-twice",
  ] as const),
  ...(["other-batch", "nan", "huge-figure", "second-ready", "close-output", "bomb-orphans"] as const),
  ...(["bomb-sessions", "bomb-daemons"] as const),
  ...(["hang", "loop", "ignore-sigterm", "stop-itself", "drip", "never-reads"] as const),
  ...(["exit-before-ready", "wrong-count"] as const),
];
const IN_BASH: readonly Misbehaviour[] = [
  ...(["exit", "kill-itself", "garbage", "flood-lines", "flood-stderr-lines", "bomb", "bomb-jobs"] as const),
  ...(["hang", "ignore-sigterm"] as const),
];

describeHostileProgram("a Python program", { start: launching("hostile.py"), misbehaviours: IN_PYTHON });
describeHostileProgram("a Bash program", { start: launching("hostile.sh"), misbehaviours: IN_BASH });
