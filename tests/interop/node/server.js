// The interop service on grpc-js. Prints {"port": N}; a line "drain" on stdin starts the graceful stop, the end of stdin ends it.
'use strict';

const { grpc, Interop, pattern } = require('./service.js');

const LIMIT = 16 << 20;
const RUNNING = 1, FINISHED = 2, CANCELLED = 3;
const states = new Map();

// Keeps what became of the calls that carry x-call-id, and stops their handlers.
class Watch {
  constructor(call) {
    [this.callId] = call.metadata.get('x-call-id');
    this.stop = new AbortController();
    this.set(RUNNING);
    call.on('cancelled', () => {
      if (states.get(this.callId) === RUNNING) this.set(CANCELLED);
      this.stop.abort();
    });
  }

  set(state) {
    if (this.callId) states.set(this.callId, state);
  }

  finish() {
    if (!this.stop.signal.aborted) this.set(FINISHED);
  }

  sleep(ms) {
    return new Promise((resolve, reject) => {
      const { signal } = this.stop;
      const stop = () => { clearTimeout(timer); reject(new Error('cancelled')); };
      const timer = setTimeout(() => { signal.removeEventListener('abort', stop); resolve(); }, ms);
      signal.addEventListener('abort', stop);
    });
  }
}

function echoMetadata(call) {
  const initial = new grpc.Metadata(), trailing = new grpc.Metadata();
  for (const key of Object.keys(call.metadata.getMap())) {
    const target = key.startsWith('x-initial') ? initial : key.startsWith('x-trailing') ? trailing : null;
    if (target) for (const value of call.metadata.get(key)) target.add(key, value);
  }
  if (Object.keys(initial.getMap()).length > 0) call.sendMetadata(initial);
  return trailing;
}

function statusOf(ending, trailing) {
  if (ending.details.length > 0) trailing.set('grpc-status-details-bin', ending.details);
  return Object.assign(new Error(ending.message), { code: ending.code, details: ending.message, metadata: trailing });
}

class Progress {
  constructor(call) {
    this.watch = new Watch(call);
    this.deadline = call.getDeadline();
    this.trailing = echoMetadata(call);
    this.index = 0;
    this.received = 0;
    this.receivedBytes = 0;
  }

  take(ask) {
    this.received += 1;
    this.receivedBytes += ask.payload.length;
  }

  async answer(ask) {
    if (ask.delay_ms > 0) await this.watch.sleep(ask.delay_ms);
    const answer = {
      payload: ask.size > 0 ? pattern(ask.size) : ask.payload,
      index: this.index++,
      received: this.received,
      received_bytes: this.receivedBytes,
    };
    const at = +this.deadline;
    if (Number.isFinite(at)) answer.remaining_ms = Math.max(0, Math.floor(at - Date.now()));
    return answer;
  }

  async answers(call, ask) {
    for (let left = ask.count; left > 0; left--) call.write(await this.answer(ask));
    if (ask.ending) throw statusOf(ask.ending, this.trailing);
  }
}

// The requests of a call. A plain `for await` over the call would destroy it, answers included, after the last one.
const asksOf = (call) => call.iterator({ destroyOnReturn: false });

// A handler that answers once, from a function that gives the answer or throws a status.
const once = (work) => (call, callback) => {
  const progress = new Progress(call);
  work(call, progress).then(
    (answer) => { progress.watch.finish(); callback(null, answer, progress.trailing); },
    (error) => { progress.watch.finish(); callback(error); },
  );
};

// A handler that writes to the call's stream.
const many = (work) => (call) => {
  const progress = new Progress(call);
  work(call, progress).then(
    () => { progress.watch.finish(); call.end(progress.trailing); },
    (error) => { progress.watch.finish(); if (!progress.watch.stop.signal.aborted) call.emit('error', error); },
  );
};

const service = {
  Unary: once(async (call, progress) => {
    progress.take(call.request);
    const answer = await progress.answer(call.request);
    if (call.request.ending) throw statusOf(call.request.ending, progress.trailing);
    return answer;
  }),
  Download: many(async (call, progress) => {
    progress.take(call.request);
    await progress.answers(call, call.request);
  }),
  Upload: once(async (call, progress) => {
    let last = { payload: Buffer.alloc(0), size: 0, delay_ms: 0 };
    for await (const ask of asksOf(call)) {
      progress.take(ask);
      if (ask.ending) throw statusOf(ask.ending, progress.trailing);
      last = ask;
    }
    return progress.answer(last);
  }),
  Exchange: many(async (call, progress) => {
    for await (const ask of asksOf(call)) {
      progress.take(ask);
      await progress.answers(call, ask);
    }
  }),
  Observe: (call, callback) => callback(null, { state: states.get(call.request.call_id) ?? 0 }),
  Nothing: (call, callback) => callback(null, {}),
};

const server = new grpc.Server({ 'grpc.max_receive_message_length': LIMIT, 'grpc.max_send_message_length': LIMIT });
server.addService(Interop.service, service);
server.bindAsync(process.argv[2], grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(JSON.stringify({ port }));
});
process.stdin.on('data', () => server.tryShutdown(() => {
  console.log(JSON.stringify({ stopped: true }));
  process.exit(0);
}));
process.stdin.on('end', () => process.exit(0));
