import { spawn, type ChildProcess } from "node:child_process";
import { Socket } from "node:net";

/** Reads "+ group" and "- group". When its input ends, the host is dead, and it kills every remaining group. */
const SCRIPT = `
groups=" "
while read -r sign group; do
  case "$sign" in
    +) groups="$groups$group " ;;
    -) case "$groups" in *" $group "*) groups="\${groups%% $group *} \${groups#* $group }" ;; esac ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group"; done
`;

export type Watchdog = {
  guard(groupId: number): void;
  release(groupId: number): void;
};

/** A small shell beside the host that survives a `kill -9` of the host long enough to end the skills. */
export function createWatchdog(): Watchdog {
  const guarded = new Set<number>();
  let shell: ChildProcess | null = null;

  function start(): ChildProcess {
    // detached, so that Ctrl-C in the terminal does not end it before the host
    const started = spawn("/bin/sh", ["-c", SCRIPT], {
      stdio: ["pipe", "ignore", "ignore"],
      detached: true,
      env: { NODE_ENV: "production" },
    });
    started.on("error", () => {
      shell = null;
    });
    started.on("exit", (_code, signal) => {
      shell = null;
      if (signal !== null && guarded.size > 0) notifyShell([...guarded], "+");
    });
    // a write to a killed shell fails; the next shell receives all groups again
    started.stdin?.on("error", () => {});
    started.unref();
    if (started.stdin instanceof Socket) started.stdin.unref();
    return started;
  }

  function notifyShell(groupIds: readonly number[], sign: "+" | "-"): void {
    shell ??= start();
    shell.stdin?.write(groupIds.map((groupId) => `${sign} ${groupId}\n`).join(""));
  }

  return {
    guard(groupId) {
      guarded.add(groupId);
      notifyShell([groupId], "+");
    },
    release(groupId) {
      if (guarded.delete(groupId) && shell !== null) notifyShell([groupId], "-");
    },
  };
}
