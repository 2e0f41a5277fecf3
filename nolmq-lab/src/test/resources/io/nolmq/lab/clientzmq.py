"""The document's client."""
import sys

import zmq

context = zmq.Context()
socket = context.socket(zmq.REQ)
socket.connect(sys.argv[1] if len(sys.argv) > 1 else "tcp://zmq-rep:5555")

for request in range(10):
    print(f"Sending request {request} ...", flush=True)
    socket.send(b"Hello")
    message = socket.recv()
    print(f"Received reply {request}: {message}", flush=True)
