"use strict";
// A libzmq peer that a test drives by lines: the commands and answers are those of peer.py.
const readline = require("node:readline");
const zmq = require("zeromq");

const TYPES = {
  PAIR: zmq.Pair,
  PUB: zmq.Publisher,
  SUB: zmq.Subscriber,
  XPUB: zmq.XPublisher,
  XSUB: zmq.XSubscriber,
  REQ: zmq.Request,
  REP: zmq.Reply,
  DEALER: zmq.Dealer,
  ROUTER: zmq.Router,
  PUSH: zmq.Push,
  PULL: zmq.Pull,
  STREAM: zmq.Stream,
};

// libzmq's names of options, and how zeromq.js calls them.
const OPTIONS = {
  ROUTING_ID: (value) => ({routingId: value}),
  SNDHWM: (value) => ({sendHighWaterMark: Number(value)}),
  RCVHWM: (value) => ({receiveHighWaterMark: Number(value)}),
  HEARTBEAT_IVL: (value) => ({heartbeatInterval: Number(value)}),
  HEARTBEAT_TIMEOUT: (value) => ({heartbeatTimeout: Number(value)}),
  HEARTBEAT_TTL: (value) => ({heartbeatTimeToLive: Number(value)}),
  REQ_CORRELATE: (value) => ({correlate: value === "1"}),
  REQ_RELAXED: (value) => ({relaxed: value === "1"}),
  XPUB_VERBOSE: (value) => ({verbosity: value === "1" ? "allSubs" : null}),
};

const SEND_MILLISECONDS = 10000;
const WORK_MILLISECONDS = 2;

const sockets = new Map();
let busy; // the name of the socket that the command at hand is about

const decode = (text) => text.split(",").map((part) => (part === "-" ? Buffer.alloc(0) : Buffer.from(part, "hex")));

const encode = (frames) => frames.map((frame) => frame.toString("hex") || "-").join(",");

function make(name, type, ...options) {
  let all = {linger: 0, reconnectInterval: 20};
  for (const option of options) {
    const end = option.indexOf("=");
    const set = OPTIONS[option.slice(0, end)];
    if (!set) throw new Error("option not known here: " + option);
    all = {...all, ...set(option.slice(end + 1))};
  }
  const socket = new TYPES[type](all);
  if ("sendTimeout" in socket) socket.sendTimeout = SEND_MILLISECONDS;
  sockets.set(name, socket);
}

// A REQ that throws away a reply to an earlier request reports that there was nothing, before its time is over.
async function receive(socket, milliseconds) {
  const deadline = performance.now() + Number(milliseconds);
  for (let left = Number(milliseconds); left >= 0; left = Math.ceil(deadline - performance.now()) || -1) {
    socket.receiveTimeout = left;
    try {
      return await socket.receive();
    } catch (failure) {
      if (failure.code !== "EAGAIN") throw failure;
    }
  }
  return null;
}

async function count(socket, messages, milliseconds) {
  for (let expected = 0; expected < messages; expected++) {
    const message = await receive(socket, milliseconds);
    if (!message) return `error message ${expected} did not come`;
    const texts = message.map(String);
    if (texts.length !== 2 || texts[0] !== String(expected) || texts[1] !== "x") {
      return `error message ${expected} reads ${texts}`;
    }
  }
  return "ok";
}

async function echo(socket, messages, milliseconds) {
  for (let expected = 0; expected < messages; expected++) {
    const message = await receive(socket, milliseconds);
    if (!message) return `error message ${expected} did not come`;
    await socket.send(message);
  }
  return "ok";
}

async function run(command, name, ...rest) {
  if (command === "version") return "ok " + zmq.version;
  if (command === "reset") {
    for (const socket of sockets.values()) socket.close();
    sockets.clear();
    return "ok";
  }
  if (command === "socket") {
    make(name, ...rest);
    return "ok";
  }
  const socket = sockets.get(name);
  switch (command) {
    case "bind":
      await socket.bind(rest[0]);
      return "ok " + socket.lastEndpoint;
    case "connect":
      socket.connect(rest[0]);
      return "ok";
    case "subscribe":
      socket.subscribe(decode(rest[0])[0]);
      return "ok";
    case "unsubscribe":
      socket.unsubscribe(decode(rest[0])[0]);
      return "ok";
    case "send":
      await socket.send(decode(rest[0]));
      return "ok";
    case "receive": {
      const message = await receive(socket, rest[0]);
      return message ? "ok " + encode(message) : "none";
    }
    case "burst":
      for (let number = 0; number < rest[0]; number++) await socket.send([String(number), "x"]);
      return "ok";
    case "count":
      return count(socket, ...rest);
    case "echo":
      return echo(socket, ...rest);
    case "close":
      sockets.delete(name);
      socket.close();
      return "ok";
    default:
      return "error unknown command " + command;
  }
}

// Lets the sockets work: a bound one takes in a new peer only when it is called. Not the one that a command waits in: to
// look at it would take the signal away that the binding waits for.
const work = setInterval(() => {
  for (const [name, socket] of sockets) if (name !== busy) void socket.readable;
}, WORK_MILLISECONDS);

async function serve() {
  for await (const line of readline.createInterface({input: process.stdin})) {
    let answer;
    const words = line.split(" ");
    busy = words[1];
    try {
      answer = await run(...words);
    } catch (failure) { // the test decides what it means
      answer = `error ${failure.name}: ${String(failure.message).replaceAll("\n", " ")}`;
    }
    busy = undefined;
    process.stdout.write(answer + "\n");
  }
  clearInterval(work);
  for (const socket of sockets.values()) socket.close();
}

serve();
