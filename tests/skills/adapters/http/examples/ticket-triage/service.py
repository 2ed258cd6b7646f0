"""Assigns a ticket to a team. Prints its port; the key comes from the environment."""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Triage(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        ticket = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["Authorization"] != "Bearer " + os.environ["TRIAGE_KEY"]:
            return self.answer(401, {"error": "wrong key: " + self.headers["Authorization"]})
        if ticket["text"] == "crash" or list(ticket) != ["text"]:
            return self.answer(500, {"error": "no such model"})
        self.answer(200, {"team": "billing" if "invoice" in ticket["text"] else "support"})

    def answer(self, status, document):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Triage)
print(server.server_port, flush=True)
server.serve_forever()
