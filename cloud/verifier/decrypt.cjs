// @ts-check
'use strict';
/*
 * age files (age-encryption.org/v1): a header with the file key wrapped for each recipient, 16 bytes of nonce, then the content in
 * pieces of 64 KB, each sealed with 16 bytes of its own, so that a change is told with its place and a cut file cannot pass for a whole one.
 */
const { closeSync, createReadStream, createWriteStream, openSync, readFileSync, readSync, statSync } = require('node:fs');
const { pipeline } = require('node:stream/promises');
const { ReadableStream } = require('node:stream/web');

const begin = 'age-encryption.org/v1\n';
const pieceBytes = 64 * 1024;
const sealedPieceBytes = pieceBytes + 16;
const nonceBytes = 16;
const longestHeader = 64 * 1024;

/** A file that does not open, with a sentence that says why and where. */
class NotOpened extends Error {
  /** @param {'no_identity' | 'wrong_key' | 'changed' | 'cut'} reason @param {string} sentence */
  constructor(reason, sentence) {
    super(sentence);
    this.reason = reason;
  }
}

/** Whether a file is encrypted by age. @param {string} path */
function isEncrypted(path) {
  return statSync(path).isFile() && headOf(path, begin.length).toString('latin1') === begin;
}

/** @param {string} path @param {number} bytes */
function headOf(path, bytes) {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(bytes);
    return head.subarray(0, readSync(file, head, 0, bytes, 0));
  } finally {
    closeSync(file);
  }
}

/** The identities of a key file: its lines but for comments. @param {string} path @returns {string[]} */
function readIdentities(path) {
  const lines = readFileSync(path, 'utf8').replace(/^\ufeff/, '').split(/\r?\n/).map((line) => line.trim());
  const identities = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (identities.length === 0 || !identities.every((line) => /^AGE-SECRET-KEY-1[A-Z0-9]{58}$/.test(line))) {
    throw new NotOpened('no_identity', '密钥文件里没有密钥：应有一行以 AGE-SECRET-KEY-1 开头。请选择做备份时保存的那个文件。');
  }
  return identities;
}

/** Where the content begins; undefined where the header does not end. @param {string} path */
function startOfContent(path) {
  const head = headOf(path, longestHeader).toString('latin1');
  const mac = head.indexOf('\n--- ');
  const end = mac < 0 ? -1 : head.indexOf('\n', mac + 1);
  return end < 0 ? undefined : end + 1 + nonceBytes;
}

/**
 * Decrypts into another file, piece by piece.
 * @param {string} path @param {string[]} identities @param {string} to
 * @throws {NotOpened}
 */
async function decryptFile(path, identities, to) {
  const start = startOfContent(path);
  if (start === undefined) throw new NotOpened('cut', '文件头不完整：文件没有下载完，或在传送中被截断。请重新下载。');
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  const content = await decrypter.decrypt(webStream(path)).catch((error) => {
    if (/no identity matched/.test(String(error))) throw new NotOpened('wrong_key', '密钥不对：这个文件不是用这把密钥的公钥加密的。请换成做这份备份时保存的密钥文件。');
    throw new NotOpened('changed', '文件头被改动，不能打开。请重新下载后再试。');
  });
  let pieces = 0;
  async function* counted() {
    try {
      for await (const piece of content) {
        pieces += 1;
        yield piece;
      }
    } catch {
      throw brokenAt(path, start ?? 0, pieces);
    }
  }
  await pipeline(counted, createWriteStream(to, { mode: 0o600 }));
}

/** Which piece did not open: the last one may be cut as well as changed. @param {string} path @param {number} start @param {number} pieces */
function brokenAt(path, start, pieces) {
  const from = start + pieces * sealedPieceBytes;
  const { size } = statSync(path);
  if (from + sealedPieceBytes < size) return new NotOpened('changed', `内容被改动：在第 ${from + 1} 至 ${from + sealedPieceBytes} 字节之间。请重新下载；仍然如此，请勿采信。`);
  return new NotOpened('cut', `文件不完整：在第 ${size} 字节处结束，从第 ${Math.min(from + 1, size)} 字节起不能打开（没有下载完、被截断，或末尾被改动）。请重新下载。`);
}

/** @param {string} path @returns {ReadableStream<Uint8Array>} */
function webStream(path) {
  const chunks = createReadStream(path, { highWaterMark: pieceBytes })[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}

module.exports = { decryptFile, isEncrypted, NotOpened, readIdentities };
