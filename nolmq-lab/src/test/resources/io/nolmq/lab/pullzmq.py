"""The document's worker."""
import pickle
import sys

import zmq

context = zmq.Context()
socket = context.socket(zmq.PULL)
socket.connect(sys.argv[1] if len(sys.argv) > 1 else "tcp://localhost:9999")

while True:
    work = pickle.loads(socket.recv())
    print(f"Worker 1 received work: {work}", flush=True)
