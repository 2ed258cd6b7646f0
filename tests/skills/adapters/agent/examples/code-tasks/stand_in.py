"""A stand-in for an agent's command line: no agent, no model. It prints the documented shapes of `claude -p --output-format stream-json`."""

import json
import os
import sys

prompt = sys.stdin.read()
model = sys.argv[sys.argv.index("--model") + 1]
name = prompt.split()[1]


def emit(document):
    print(json.dumps(document), flush=True)


def say(message_id, *content):
    emit({"type": "assistant", "message": {"id": message_id, "role": "assistant", "content": list(content)}})


emit({"type": "system", "subtype": "init", "cwd": os.getcwd(), "tools": ["Write"], "model": model})
say("msg_1", {"type": "text", "text": "I write the file."})
say("msg_1", {"type": "tool_use", "id": "tool_1", "name": "Write", "input": {}})
body = {"double": "2 * n", "square": "n * n" if model == "good" else "n + n"}[name]
assert os.listdir(".") == ["README.md"], os.listdir(".")
with open("solution.py", "w") as file:
    file.write(f"def {name}(n):\n    return {body}\n")
emit({"type": "user", "message": {"content": [{"type": "tool_result", "tool_use_id": "tool_1", "content": "written"}]}})
say("msg_2", {"type": "text", "text": f"{name} is in solution.py."})
emit(
    {
        "type": "result",
        "subtype": "success",
        "is_error": False,
        "duration_ms": 2300,
        "duration_api_ms": 2100,
        "num_turns": 2,
        "result": f"{name} is in solution.py.",
        "session_id": "stand-in",
        "total_cost_usd": 0.0125,
        "usage": {
            "input_tokens": 12,
            "cache_creation_input_tokens": 100,
            "cache_read_input_tokens": 1000,
            "output_tokens": 60,
        },
    }
)
