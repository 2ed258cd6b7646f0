"""Scores solution.py in the working folder: the task is on stdin as JSON, with the agent's answer."""

import json
import runpy
import sys

task = json.load(sys.stdin)
found = runpy.run_path("solution.py")[task["function"]](int(task["argument"]))
print(json.dumps({"score": 1.0 if found == int(task["wanted"]) else 0.0, "named_file": "solution.py" in task["answer"]}))
