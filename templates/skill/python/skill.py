"""Sorts customer messages by keywords. Speaks the line protocol of Triptych: one JSON document per line."""

import csv
import json
import os
import random
import re
import sys
import threading
import time

KEYWORDS = {
    "billing": {"invoice", "charged", "refund", "payment", "card", "price"},
    "delivery": {"parcel", "delivery", "courier", "shipped", "address", "arrived", "arrives"},
    "technical": {"error", "app", "password", "update", "crashes", "login"},
}


def classify(text, fallback):
    """The label whose keywords occur most often. Put your own work here."""
    words = re.findall(r"[a-z]+", text.lower())
    hits = {label: sum(word in known for word in words) for label, known in KEYWORDS.items()}
    best = max(hits, key=hits.get)
    return best if hits[best] > 0 else fallback


def work(row, options):
    """One item: what is shown for it, and the values that count. What it raises fails this item alone."""
    if not row.get("text"):
        raise ValueError("The row has no text.")
    label = classify(row["text"], options.get("fallback", "technical"))
    expected = row.get("label")
    if not expected:
        return label, {}
    shown = label if label == expected else f"{label}, expected {expected}"
    return shown, {"compared": 1, "correct": int(label == expected)}


output = threading.Lock()


def send(**message):
    """stdout is for the protocol alone; whatever is printed to stderr becomes the log."""
    with output:
        sys.stdout.write(json.dumps(message) + "\n")
        sys.stdout.flush()


def read_own_rows():
    with open("rows.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def draw(rows, seed, count):
    """All rows in random order, then all of them again. The same seed gives the same items."""
    chance = random.Random(seed)
    drawn = []
    while len(drawn) < count:
        deck = list(rows)
        chance.shuffle(deck)
        drawn += deck
    return drawn[:count]


def run_batch(batch, items, options, cancelled):
    batch_id = batch["batchId"]
    started = time.monotonic()
    # a batch without items or progress counts as stalled after a while
    send(type="progress", batchId=batch_id)
    for index in range(batch["fromItem"], batch["toItem"]):
        if cancelled.is_set():
            return send(type="batch-failed", batchId=batch_id, kind="exception", message="It was cancelled.")
        if any(start <= index < end for start, end in batch.get("skip", [])):
            continue
        begun = time.monotonic()
        try:
            outcome, values = work(items[index], options)
            samples = {"latency_ms": [(time.monotonic() - begun) * 1000]}
            send(type="item", batchId=batch_id, index=index, ok=True, values=values, samples=samples, outcome=outcome)
        except Exception as error:
            send(type="item", batchId=batch_id, index=index, ok=False, error=str(error)[:2000])
    send(type="batch-done", batchId=batch_id, workerMs=(time.monotonic() - started) * 1000)


def main():
    rows, items, options, cancelled = [], [], {}, threading.Event()
    sys.stdin.reconfigure(encoding="utf-8")
    for line in sys.stdin:
        message = json.loads(line)
        if message["type"] == "input":
            rows += message["rows"]
        elif message["type"] == "open":
            try:
                options = message["options"]
                items = rows or draw(read_own_rows(), message["seed"], message["items"])
                send(type="log", level="info", text=f"{len(items)} messages are ready.")
                send(type="ready", protocol=1, items=len(items))
            except Exception as error:
                send(type="open-failed", message=str(error)[:4000])
        elif message["type"] == "batch":
            # in a thread of its own, so that a cancel is read meanwhile
            cancelled = threading.Event()
            threading.Thread(target=run_batch, args=(message, items, options, cancelled), daemon=True).start()
        elif message["type"] == "cancel":
            cancelled.set()
        elif message["type"] == "close":
            break


main()
sys.stderr.flush()
# after close, or at the end of stdin: at once, even if an item is still being worked on
os._exit(0)
