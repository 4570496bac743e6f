'use strict';
// Starts what the bundle in argv[2] exports as `start`, with V8's compiled code beside it; with `compile` behind it, it only writes that code.
// Code that another version of Node has compiled is refused by V8 itself and compiled anew.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, resolve } = require('node:path');
const { Script } = require('node:vm');

const file = resolve(__dirname, process.argv[2]);
const cache = `${file}.cache`;
const script = new Script(Module.wrap(readFileSync(file, 'latin1')), { filename: file, ...(existsSync(cache) ? { cachedData: readFileSync(cache) } : {}) });
const bundle = { exports: {} };
script.runInThisContext()(bundle.exports, Module.createRequire(file), bundle, file, dirname(file));
if (process.argv[3] === 'compile') writeFileSync(cache, script.createCachedData());
else bundle.exports.start();
