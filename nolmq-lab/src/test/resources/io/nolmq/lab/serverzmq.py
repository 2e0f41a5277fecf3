"""The document's server."""
import sys

import zmq

context = zmq.Context()
socket = context.socket(zmq.REP)
socket.bind(sys.argv[1] if len(sys.argv) > 1 else "tcp://*:5555")
print("bound to " + socket.getsockopt_string(zmq.LAST_ENDPOINT), file=sys.stderr, flush=True)

while True:
    message = socket.recv()
    print(f"Received request: {message}", flush=True)
    socket.send(b"World")
