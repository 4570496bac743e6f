// @ts-check
'use strict';
/*
 * RFC 6962 (section 2.1): the hashes of a log's tree, and the two proofs. Written out here because no package on npm does it
 * and is kept up (@transmute/rfc9162 stopped at 0.0.5); checked against the published vectors of Certificate Transparency.
 */
const { createHash } = require('node:crypto');

/** @param {Buffer} leaf What the leaf says, byte for byte. */
const leafHash = (leaf) => createHash('sha256').update(Buffer.of(0)).update(leaf).digest();

/** @param {Buffer} left @param {Buffer} right */
const nodeHash = (left, right) => createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();

/** The root of a tree without leaves. */
const emptyRoot = createHash('sha256').digest();

/** The root over these leaf hashes, in their order. @param {Buffer[]} leaves @returns {Buffer} */
function rootOf(leaves) {
  if (leaves.length <= 1) return leaves[0] ?? emptyRoot;
  const split = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1);
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

/**
 * Whether the leaf stands at `index` in the tree of `size` leaves with this root (RFC 9162, 2.1.3.2).
 * @param {{ leaf: Buffer, index: number, size: number, proof: Buffer[], root: Buffer }} claim
 */
function verifyInclusion({ leaf, index, size, proof, root }) {
  if (!isPlace(index) || !isPlace(size) || index >= size) return false;
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (sibling.length !== 32 || sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else hash = nodeHash(hash, sibling);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && hash.equals(root);
}

/**
 * Whether the tree of `size2` leaves begins with the whole tree of `size1` leaves (RFC 9162, 2.1.4.2).
 * @param {{ size1: number, root1: Buffer, size2: number, root2: Buffer, proof: Buffer[] }} claim
 */
function verifyConsistency({ size1, root1, size2, root2, proof }) {
  if (!isPlace(size1) || !isPlace(size2) || size1 < 1 || size1 > size2) return false;
  if (size1 === size2) return proof.length === 0 && root1.equals(root2);
  const path = isPowerOfTwo(size1) ? [root1, ...proof] : proof;
  if (path.length === 0 || path.some((hash) => hash.length !== 32)) return false;
  let [fn, sn] = [size1 - 1, size2 - 1];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  let [older, newer] = [/** @type {Buffer} */ (path[0]), /** @type {Buffer} */ (path[0])];
  for (const hash of path.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [older, newer] = [nodeHash(hash, older), nodeHash(hash, newer)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else newer = nodeHash(newer, hash);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && older.equals(root1) && newer.equals(root2);
}

/** Not `>> 1`: that ends at 2^31 leaves. @param {number} number */
const half = (number) => Math.floor(number / 2);
/** @param {number} number */
const isPlace = (number) => Number.isSafeInteger(number) && number >= 0;
/** @param {number} number */
const isPowerOfTwo = (number) => Number.isInteger(Math.log2(number));

module.exports = { leafHash, nodeHash, emptyRoot, rootOf, verifyInclusion, verifyConsistency };
