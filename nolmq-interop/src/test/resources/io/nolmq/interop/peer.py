"""A libzmq peer that a test drives by lines.

A line on stdin is a command and its arguments, separated by blanks; each gets one line on stdout: "ok", "ok VALUE",
"none" where nothing came in time, or "error TEXT". Frames are hexadecimal, joined by commas; "-" is an empty frame.

  socket NAME TYPE [OPTION=VALUE ...]   make a socket; options are zmq's names, values text or numbers
  bind NAME ENDPOINT                    answers the endpoint that is bound
  connect NAME ENDPOINT
  unbind NAME ENDPOINT
  disconnect NAME ENDPOINT
  subscribe NAME FRAME
  unsubscribe NAME FRAME
  send NAME FRAMES
  receive NAME MILLISECONDS
  burst NAME COUNT                      send COUNT messages of two frames, number and "x"
  count NAME COUNT MILLISECONDS         receive COUNT messages of a burst, check their order
  echo NAME COUNT MILLISECONDS          receive COUNT messages, send each back
  close NAME
  reset                                 close all
  version
"""
import select
import sys

import zmq

context = zmq.Context()
sockets = {}


def decode(text):
    return [b"" if part == "-" else bytes.fromhex(part) for part in text.split(",")]


def encode(frames):
    return ",".join(frame.hex() or "-" for frame in frames)


def receive(socket, milliseconds):
    return socket.recv_multipart() if socket.poll(milliseconds, zmq.POLLIN) else None


def make(name, kind, *options):
    socket = context.socket(getattr(zmq, kind))
    socket.setsockopt(zmq.LINGER, 0)
    socket.setsockopt(zmq.RECONNECT_IVL, 20)
    socket.setsockopt(zmq.SNDTIMEO, 10000)
    for option in options:
        key, value = option.split("=", 1)
        number = value.lstrip("-").isdigit()
        socket.setsockopt(getattr(zmq, key), int(value) if number else value.encode())
    sockets[name] = socket
    return "ok"


def count(socket, messages, milliseconds):
    for expected in range(messages):
        message = receive(socket, milliseconds)
        if message is None:
            return "error message %d did not come" % expected
        if message != [b"%d" % expected, b"x"]:
            return "error message %d reads %r" % (expected, message)
    return "ok"


def echo(socket, messages, milliseconds):
    for expected in range(messages):
        message = receive(socket, milliseconds)
        if message is None:
            return "error message %d did not come" % expected
        socket.send_multipart(message)
    return "ok"


def run(command, arguments):
    if command == "version":
        return "ok " + zmq.zmq_version()
    if command == "reset":
        for socket in sockets.values():
            socket.close()
        sockets.clear()
        return "ok"
    if command == "socket":
        return make(*arguments)
    name, rest = arguments[0], arguments[1:]
    socket = sockets[name]
    if command == "bind":
        socket.bind(rest[0])
        return "ok " + socket.getsockopt(zmq.LAST_ENDPOINT).rstrip(b"\0").decode()
    if command in ("connect", "unbind", "disconnect"):
        getattr(socket, command)(rest[0])
    elif command == "subscribe":
        socket.setsockopt(zmq.SUBSCRIBE, decode(rest[0])[0])
    elif command == "unsubscribe":
        socket.setsockopt(zmq.UNSUBSCRIBE, decode(rest[0])[0])
    elif command == "send":
        socket.send_multipart(decode(rest[0]))
    elif command == "receive":
        message = receive(socket, int(rest[0]))
        return "none" if message is None else "ok " + encode(message)
    elif command == "burst":
        for number in range(int(rest[0])):
            socket.send_multipart([b"%d" % number, b"x"])
    elif command == "count":
        return count(socket, int(rest[0]), int(rest[1]))
    elif command == "echo":
        return echo(socket, int(rest[0]), int(rest[1]))
    elif command == "close":
        del sockets[name]
        socket.close()
    else:
        return "error unknown command " + command
    return "ok"


def next_line():
    """Meanwhile lets the sockets work: a bound one takes in a new peer only when it is called.

    The test sends a line only after the answer to the last, so that none waits in the buffer that select does not see.
    """
    while not select.select([sys.stdin], [], [], 0.002)[0]:
        for socket in sockets.values():
            socket.getsockopt(zmq.EVENTS)
    return sys.stdin.buffer.readline()


for line in iter(next_line, b""):
    words = line.decode().split()
    try:
        answer = run(words[0], words[1:])
    except Exception as failure:  # the test decides what it means
        answer = "error %s: %s" % (type(failure).__name__, str(failure).replace("\n", " "))
    print(answer, flush=True)
context.destroy(linger=0)
