import { spawn, type ChildProcess } from "node:child_process";
import { Socket } from "node:net";

/**
 * Begins with the groups that it is started with, and reads "+ group" and "- group". When its input ends, the host is dead, and it
 * kills every remaining group.
 */
const SCRIPT = `
groups=" $* "
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
    // with all groups at once: the host may be killed before it could write them
    const started = spawn("/bin/sh", ["-c", SCRIPT, "watchdog", ...[...guarded].map(String)], {
      stdio: ["pipe", "ignore", "ignore"],
      detached: true,
      env: { NODE_ENV: "production" },
    });
    started.on("error", () => {
      shell = null;
    });
    started.on("exit", (_code, signal) => {
      shell = null;
      if (signal !== null && guarded.size > 0) shell = start();
    });
    // a write to a killed shell fails; the next shell is started with all groups
    started.stdin?.on("error", () => {});
    started.unref();
    if (started.stdin instanceof Socket) started.stdin.unref();
    return started;
  }

  return {
    guard(groupId) {
      guarded.add(groupId);
      if (shell === null) shell = start();
      else shell.stdin?.write(`+ ${groupId}\n`);
    },
    release(groupId) {
      if (guarded.delete(groupId)) shell?.stdin?.write(`- ${groupId}\n`);
    },
  };
}
