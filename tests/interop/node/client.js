// Runs the cases of a JSON file against a server with grpc-js and prints one JSON outcome a line.
// Usage: client.js TARGET CASES. What a case holds and what an outcome holds is written in tests/it/interop/cases.rs.
'use strict';

const fs = require('node:fs');
const { grpc, Interop, pattern } = require('./service.js');

const GZIP = 2;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function askOf(request) {
  const ask = { payload: pattern(request.fill), size: request.size, count: request.count, delay_ms: request.delay_ms, compress: request.compress };
  if (request.ending) ask.ending = { ...request.ending, details: Buffer.from(request.ending.details, 'hex') };
  return ask;
}

function metadataOf(testCase) {
  const metadata = new grpc.Metadata({ waitForReady: testCase.wait_for_ready });
  for (const [key, value] of testCase.metadata) metadata.add(key, key.endsWith('-bin') ? Buffer.from(value, 'hex') : value);
  if (testCase.call_id) metadata.add('x-call-id', testCase.call_id);
  return metadata;
}

function shown(metadata) {
  const pairs = [];
  for (const key of Object.keys(metadata?.getMap() ?? {}).filter((name) => name.startsWith('x-'))) {
    for (const value of metadata.get(key)) pairs.push([key, key.endsWith('-bin') ? value.toString('hex') : value]);
  }
  return pairs.sort((left, right) => (left.join() < right.join() ? -1 : 1));
}

function answerOf(answer) {
  const { payload } = answer;
  return {
    size: payload.length,
    intact: payload.equals(pattern(payload.length)),
    index: answer.index ?? 0,
    received: answer.received ?? 0,
    received_bytes: answer.received_bytes ?? 0,
    remaining_ms: answer.remaining_ms ?? null,
  };
}

// Starts the call; `answer` is called with each answer, `fail` with the error of a unary call.
function start(client, testCase, answer, fail) {
  const metadata = metadataOf(testCase);
  const settings = testCase.timeout_ms ? { deadline: Date.now() + testCase.timeout_ms } : {};
  const callback = (error, value) => (error ? fail(error) : answer(value));
  const { method } = testCase;
  if (method === 'Upload' || method === 'Exchange') {
    const call = method === 'Upload' ? client.Upload(metadata, settings, callback) : client.Exchange(metadata, settings);
    for (const request of testCase.requests) call.write(askOf(request));
    if (!testCase.hold_open) call.end();
    return call;
  }
  if (method === 'Download') return client.Download(askOf(testCase.requests[0]), metadata, settings);
  return client[method](method === 'Unary' ? askOf(testCase.requests[0]) : {}, metadata, settings, callback);
}

async function runOnce(client, testCase) {
  const begun = Date.now();
  const answers = [];
  let initial;
  const status = await new Promise((resolve) => {
    const take = (value) => { if (value.payload) answers.push(answerOf(value)); };
    const call = start(client, testCase, take, () => {});
    call.on('metadata', (metadata) => { initial = metadata; });
    call.on('status', resolve);
    call.on('error', () => {});
    if (testCase.method === 'Download' || testCase.method === 'Exchange') call.on('data', take);
    if (testCase.cancel_after_ms !== null) setTimeout(() => call.cancel(), testCase.cancel_after_ms);
  });
  await pause(20); // the last answers may be delivered after the status
  return {
    name: testCase.name,
    code: status.code,
    message: status.details,
    details: (status.metadata.get('grpc-status-details-bin')[0] ?? Buffer.alloc(0)).toString('hex'),
    answers,
    initial: shown(initial),
    trailing: shown(status.metadata),
    ms: Date.now() - begun,
    observed: await observed(client, testCase),
  };
}

async function observed(client, testCase) {
  if (!testCase.call_id) return 0;
  let state = 0;
  for (let attempt = 0; attempt < 40 && state < 2; attempt++) {
    if (attempt > 0) await pause(50);
    state = await new Promise((resolve, reject) => {
      client.Observe({ call_id: testCase.call_id }, (error, value) => (error ? reject(error) : resolve(value.state)));
    });
  }
  return state;
}

async function run(target, testCase) {
  const options = {
    'grpc.max_receive_message_length': testCase.max_receive || 16 << 20,
    'grpc.max_send_message_length': -1,
    'grpc.use_local_subchannel_pool': 1,
  };
  if (testCase.compress) options['grpc.default_compression_algorithm'] = GZIP;
  const client = new Interop(target, grpc.credentials.createInsecure(), options);
  const outcomes = await Promise.all(Array.from({ length: testCase.calls }, () => runOnce(client, testCase)));
  client.close();
  return outcomes;
}

async function main() {
  const [target, file] = process.argv.slice(2);
  for (const testCase of JSON.parse(fs.readFileSync(file, 'utf8'))) {
    for (const outcome of await run(target, testCase)) console.log(JSON.stringify(outcome));
  }
}

main();
