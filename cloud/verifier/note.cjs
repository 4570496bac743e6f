// @ts-check
'use strict';
/*
 * C2SP signed-note and tlog-checkpoint (c2sp.org): a text, an empty line, and lines `— <name> <base64 of key id and signature>`;
 * a checkpoint's text is origin, size and root (base64), each on a line of its own.
 */
const { createHash, createPublicKey, verify } = require('node:crypto');

/** @typedef {{ name: string, id: Buffer, publicKey: Buffer }} VerifierKey */
/** @typedef {{ origin: string, size: number, root: Buffer }} Checkpoint */

const ed25519 = 1;

/**
 * The id of an Ed25519 key: the first four bytes of SHA-256 over name, newline, algorithm and key.
 * @param {string} name @param {Buffer} publicKey Raw, 32 bytes.
 */
const keyId = (name, publicKey) => createHash('sha256').update(`${name}\n`).update(Buffer.of(ed25519)).update(publicKey).digest().subarray(0, 4);

/** As it is given out: `<name>+<id>+<base64 of algorithm and key>`. @param {string} name @param {Buffer} publicKey */
const keyText = (name, publicKey) => `${name}+${keyId(name, publicKey).toString('hex')}+${Buffer.concat([Buffer.of(ed25519), publicKey]).toString('base64')}`;

/** @param {string} text @returns {VerifierKey | undefined} Undefined where it is no verifier key of Ed25519. */
function readKey(text) {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text.trim()) ?? [];
  if (!name || !id || !encoded) return undefined;
  const bytes = Buffer.from(encoded, 'base64');
  const publicKey = bytes.subarray(1);
  return bytes.length === 33 && bytes[0] === ed25519 && keyId(name, publicKey).toString('hex') === id ? { name, id: keyId(name, publicKey), publicKey } : undefined;
}

/** What is signed, and the lines below it. @param {string} note */
function parts(note) {
  const cut = note.lastIndexOf('\n\n');
  return cut < 0 ? undefined : { text: note.slice(0, cut + 1), lines: note.slice(cut + 2).split('\n').filter(Boolean) };
}

/**
 * Whether a note carries a signature of this key.
 * @param {string} note @param {VerifierKey} key
 */
function isSignedBy(note, { name, id, publicKey }) {
  const { text, lines } = parts(note) ?? { text: '', lines: [] };
  const own = lines.map((line) => line.split(' ')).filter(([dash, signer]) => dash === '\u2014' && signer === name);
  const open = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') }, format: 'jwk' });
  return own.some(([, , encoded]) => {
    const bytes = Buffer.from(encoded ?? '', 'base64');
    return bytes.length === 68 && bytes.subarray(0, 4).equals(id) && verify(null, Buffer.from(text), open, bytes.subarray(4));
  });
}

/** What a checkpoint says, its signature not looked at. @param {string} note @returns {Checkpoint | undefined} */
function readCheckpoint(note) {
  const [origin, size, root] = parts(note)?.text.split('\n') ?? [];
  const bytes = Buffer.from(root ?? '', 'base64');
  if (!origin || !/^(0|[1-9]\d{0,15})$/.test(size ?? '') || bytes.length !== 32 || bytes.toString('base64') !== root) return undefined;
  return { origin, size: Number(size), root: bytes };
}

module.exports = { keyId, keyText, readKey, isSignedBy, readCheckpoint };
