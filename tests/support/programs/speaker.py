"""A well-behaved skill that reports what it can see: one fact about its surroundings for each item, in the item's outcome."""

import base64
import json
import os
import sys


def send(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def names_of(path):
    try:
        with open(path, "rb") as file:
            return sorted(part.split(b"=")[0].decode() for part in file.read().split(b"\0") if part)
    except OSError as error:
        return [type(error).__name__]


FACTS = [
    lambda: " ".join(sorted(os.environ)),
    lambda: ("DATABASE_URL" in names_of(f"/proc/{os.getppid()}/environ") and "seen") or "unseen",
    lambda: os.environ.get("API_KEY", "none"),
    lambda: os.environ.get("OTHER_KEY", "none"),
    lambda: os.getcwd(),
]

for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "open":
        if os.environ.get("REFUSE") is not None:
            send({"type": "open-failed", "message": f"no access with {os.environ['API_KEY']}"})
        send({"type": "ready", "protocol": 1, "items": message["items"]})
    elif message["type"] == "batch":
        key = os.environ.get("API_KEY", "none")
        send({"type": "log", "level": "info", "text": f"key={key}"})
        print(f"Basic {base64.b64encode(f'user:{key}'.encode()).decode()}", file=sys.stderr, flush=True)
        for index in range(message["fromItem"], message["toItem"]):
            fact = FACTS[index % len(FACTS)]()
            item = {"type": "item", "batchId": message["batchId"], "index": index, "ok": False}
            send({**item, "error": f"failed with {key}", "outcome": fact, "values": {key[:64]: 1}})
        if os.environ.get("QUIT") == "garbage":
            print("x" * 70 + key, flush=True)
        elif os.environ.get("QUIT") == "crash":
            sys.exit(f"died of {key}")
        else:
            send(
                {
                    "type": "batch-failed",
                    "batchId": message["batchId"],
                    "kind": "exception",
                    "message": f"refused {key}",
                }
            )
    elif message["type"] == "close":
        break
