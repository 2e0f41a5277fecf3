"""The document's publisher. The endpoint may be given, so that tests choose the port."""
import sys
import time

import zmq

context = zmq.Context()
socket = context.socket(zmq.PUB)
socket.bind(sys.argv[1] if len(sys.argv) > 1 else "tcp://*:12345")
print("bound to " + socket.getsockopt_string(zmq.LAST_ENDPOINT), file=sys.stderr, flush=True)

while True:
    message = "WAKTU " + time.ctime()
    socket.send_string("LAIN " + message)
    socket.send_string(message)
    print(message, flush=True)
    time.sleep(0.1)
