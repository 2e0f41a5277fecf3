"""The document's subscriber."""
import sys

import zmq

context = zmq.Context()
socket = context.socket(zmq.SUB)
socket.connect(sys.argv[1] if len(sys.argv) > 1 else "tcp://localhost:12345")
socket.setsockopt_string(zmq.SUBSCRIBE, "WAKTU")

while True:
    print(socket.recv_string(), flush=True)
