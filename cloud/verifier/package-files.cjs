// @ts-check
'use strict';
const { readdirSync, readFileSync, statSync } = require('node:fs');
const { join, relative } = require('node:path');
const yauzl = require('yauzl');

/**
 * The files of an evidence package, or of a market's backup, by their names.
 * @typedef {{ read(name: string): Promise<Buffer | undefined>, names(): string[], pictures(): string[], close(): void }} PackageFiles
 */

/** No file of a package is larger, nor the list of 300,000 files; more is refused before it fills the memory. */
const mostBytes = 64 * 1024 * 1024;

/** Opens a package, as ZIP or as the folder into which it was unpacked. @param {string} path @returns {Promise<PackageFiles>} */
async function openPackage(path) {
  return statSync(path).isDirectory() ? ofFolder(path) : ofZip(path);
}

/** @param {string} folder @returns {PackageFiles} */
function ofFolder(folder) {
  return {
    async read(name) {
      if (name.split('/').some((part) => part === '..' || part === '')) return undefined;
      const file = join(folder, name);
      const found = statSync(file, { throwIfNoEntry: false });
      if (!found?.isFile()) return undefined;
      if (found.size > mostBytes) throw new Error(`${name} 太大`);
      return readFileSync(file);
    },
    names: () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
    pictures: () => (statSync(join(folder, 'pictures'), { throwIfNoEntry: false })?.isDirectory() ? readdirSync(join(folder, 'pictures')).map((name) => `pictures/${name}`) : []),
    close: () => {},
  };
}

/** @param {string} file @returns {Promise<PackageFiles>} */
async function ofZip(file) {
  const zip = await yauzl.openPromise(file, { autoClose: false });
  /** @type {Map<string, import('yauzl').Entry>} */
  const entries = new Map();
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName)) throw new Error(`压缩包里有两个 ${entry.fileName}`);
    entries.set(entry.fileName, entry);
  }
  return {
    async read(name) {
      const entry = entries.get(name);
      if (!entry) return undefined;
      if (entry.uncompressedSize > mostBytes) throw new Error(`${name} 太大`);
      const chunks = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
    names: () => [...entries.keys()].filter((name) => !name.endsWith('/')),
    pictures: () => [...entries.keys()].filter((name) => name.startsWith('pictures/') && !name.endsWith('/')),
    close: () => zip.close(),
  };
}

module.exports = { openPackage };
