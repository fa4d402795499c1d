// What the Node client and server share: the service's definition and the payloads' pattern.
'use strict';

const { createRequire } = require('node:module');
const path = require('node:path');

// The packages live where setup.sh puts them, not beside this file.
const installed = createRequire(path.join(process.env.INTEROP_NODE, 'package.json'));
const grpc = installed('@grpc/grpc-js');
const loader = installed('@grpc/proto-loader');

const definition = loader.loadSync(process.env.INTEROP_PROTO, { keepCase: true, longs: Number, enums: Number, defaults: true });
const { Interop } = grpc.loadPackageDefinition(definition).interop.v1;

const ROW = Buffer.from(Array.from({ length: 251 }, (_, index) => index));
const pattern = (size) => Buffer.alloc(size, size === 0 ? undefined : ROW);

module.exports = { grpc, Interop, pattern };
