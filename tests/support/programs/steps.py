"""A well-behaved skill in plain Python: it doubles the number of each item."""

import json
import sys


def send(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "open":
        send({"type": "ready", "protocol": 1, "items": message["items"]})
    elif message["type"] == "batch":
        batch = message["batchId"]
        for index in range(message["fromItem"], message["toItem"]):
            send({"type": "item", "batchId": batch, "index": index, "ok": True, "values": {"double": 2 * index}})
        send({"type": "batch-done", "batchId": batch})
    elif message["type"] == "close":
        break
