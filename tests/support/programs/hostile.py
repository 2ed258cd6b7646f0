"""Speaks the line protocol of lib/isolation/protocol.ts with nothing but Python, and misbehaves on purpose: hostile.py KIND.

After four items of a batch the misbehaviour begins. Every bomb and flood ends by itself, even if nobody stops it.
"""

import json
import os
import signal
import sys
import time

KIND = sys.argv[1] if len(sys.argv) > 1 else "none"
MB = 1_048_576


def send(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def write(fd, data):
    while data:
        data = data[os.write(fd, data) :]


def send_item(batch, index, **more):
    send({"type": "item", "batchId": batch, "index": index, "ok": True, "values": {"seen": 1}, **more})


def hang():
    while True:
        time.sleep(60)


def flood(fd, piece, megabytes=100):
    for _ in range(megabytes * MB // len(piece)):
        write(fd, piece)
    hang()


def bomb_of_orphans():
    """Each process forks and ends, so that none has a living parent; 512 at most."""
    if os.fork() != 0:
        hang()
    for _ in range(9):
        if os.fork() == 0:
            continue
        if os.fork() == 0:
            continue
        os._exit(0)
    time.sleep(3)
    os._exit(0)


def bomb_of_sessions():
    """Each process founds a session of its own; 256 at most."""
    for _ in range(8):
        if os.fork() == 0:
            os.setsid()
    time.sleep(3)
    os._exit(0)


def bomb_of_daemons():
    """Each process founds a session of its own and outlives its parent by little; 256 at most."""
    if os.fork() != 0:
        hang()
    for _ in range(8):
        if os.fork() == 0:
            os.setsid()
            continue
        if os.fork() == 0:
            continue
        time.sleep(0.3)
        os._exit(0)
    time.sleep(3)
    os._exit(0)


def leave_daemon():
    """A daemon in a session of its own, which outlives its parents by a minute."""
    middle = os.fork()
    if middle == 0:
        os.setsid()
        if os.fork() == 0:
            os.closerange(0, 3)
            time.sleep(60)
            os._exit(0)
        time.sleep(2.5)
        os._exit(0)
    os.waitpid(middle, 0)


def misbehave(batch):
    out = sys.stdout.fileno()
    if KIND == "hang":
        hang()
    if KIND == "ignore-sigterm":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        hang()
    if KIND == "loop":
        while True:
            pass
    if KIND == "stop-itself":
        os.kill(os.getpid(), signal.SIGSTOP)
        hang()
    if KIND == "crash":
        raise RuntimeError("crashed on purpose")
    if KIND == "exit":
        sys.exit(3)
    if KIND == "kill-itself":
        os.kill(os.getpid(), signal.SIGKILL)
    if KIND == "garbage":
        write(out, b"Loading model ...\n")
    if KIND == "binary":
        write(out, bytes(range(256)) * 16 + b"\n")
    if KIND == "long-line":
        send({"type": "log", "level": "info", "text": "x" * 2 * MB})
    if KIND == "flood":
        flood(out, b"x" * 65_536)
    if KIND == "flood-lines":
        flood(out, b"noise\n" * 10_000)
    if KIND == "flood-logs":
        flood(out, (json.dumps({"type": "log", "level": "info", "text": "x" * 500}) + "\n").encode() * 100)
    if KIND == "flood-progress":
        flood(out, (json.dumps({"type": "progress", "batchId": batch, "text": "p"}) + "\n").encode() * 500)
    if KIND == "flood-stderr":
        flood(2, b"x" * 65_536)
    if KIND == "flood-stderr-lines":
        flood(2, b"y\n" * 30_000)
    if KIND == "drip":
        while True:
            write(out, b"x")
            time.sleep(0.05)
    if KIND == "names-line":
        send_item(batch, 4, values={f"v{number}": 1 for number in range(40_000)})
    if KIND == "item-outside":
        send_item(batch, 999_999)
    if KIND == "item-negative":
        send_item(batch, -1)
    if KIND == "item-twice":
        send_item(batch, 0)
    if KIND == "other-batch":
        send_item(batch + 7, 4)
    if KIND == "nan":
        send_item(batch, 4, values={"score": float("nan")})
    if KIND == "huge-figure":
        send_item(batch, 4, values={"score": 1e308})
    if KIND == "second-ready":
        send({"type": "ready", "protocol": 1, "items": 10})
    if KIND == "close-output":
        os.close(out)
        hang()
    if KIND == "bomb-orphans":
        bomb_of_orphans()
    if KIND == "bomb-sessions":
        bomb_of_sessions()
    if KIND == "bomb-daemons":
        bomb_of_daemons()
    if KIND == "daemon":
        leave_daemon()
        return
    if KIND != "none":
        hang()


def run_batch(message):
    batch, first, last = message["batchId"], message["fromItem"], message["toItem"]
    for index in range(first, last):
        if index == 4:
            misbehave(batch)
        send_item(batch, index)
    send({"type": "batch-done", "batchId": batch})


def main():
    if KIND == "exit-before-ready":
        sys.stderr.write("ModuleNotFoundError: No module named 'nothing'\n")
        sys.exit(4)
    if KIND == "never-reads":
        send({"type": "ready", "protocol": 1, "items": 10})
        hang()
    for line in sys.stdin:
        message = json.loads(line)
        if message["type"] == "open":
            items = message["items"]
            send({"type": "ready", "protocol": 1, "items": items + 1 if KIND == "wrong-count" else items})
        elif message["type"] == "batch":
            run_batch(message)
        elif message["type"] == "close" and KIND not in ("ignore-sigterm",):
            return


main()
