"""The document's producer."""
import pickle
import random
import sys
import time

import zmq

context = zmq.Context()
socket = context.socket(zmq.PUSH)
socket.bind(sys.argv[1] if len(sys.argv) > 1 else "tcp://*:9999")
print("bound to " + socket.getsockopt_string(zmq.LAST_ENDPOINT), file=sys.stderr, flush=True)

while True:
    workload = random.randint(1, 100)
    socket.send(pickle.dumps(workload))
    print("Producer sent work:", workload, flush=True)
    time.sleep(0.1)
