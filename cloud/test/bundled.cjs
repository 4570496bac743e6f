'use strict';
// Runs the bundle of crash-server.ts in argv[2] with V8's compiled code beside it; with `compile` behind it, it only writes that code.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname } = require('node:path');
const { Script } = require('node:vm');

const [, , file, task] = process.argv;
const cache = `${file}.cache`;
const script = new Script(Module.wrap(readFileSync(file, 'latin1')), { filename: file, ...(existsSync(cache) ? { cachedData: readFileSync(cache) } : {}) });
const bundle = { exports: {} };
script.runInThisContext()(bundle.exports, Module.createRequire(file), bundle, file, dirname(file));
if (task === 'compile') writeFileSync(cache, script.createCachedData());
else bundle.exports.start();
