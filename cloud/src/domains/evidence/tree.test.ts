import { createHash } from 'node:crypto';
import { emptyRoot, leafHash, nodeHash, verifyConsistency, verifyInclusion } from 'yongche-verify/merkle.cjs';
import { isSignedBy, keyText, readCheckpoint, readKey } from 'yongche-verify/note.cjs';
import { consistencyRanges, grow, hashOfRange, inclusionRanges } from './tree';

const hex = (text: string) => Buffer.from(text, 'hex');

/** MTH as RFC 6962 writes it down, without anything kept. */
function naiveRoot(leaves: Buffer[]): Buffer {
  if (leaves.length === 0) return emptyRoot;
  if (leaves.length === 1) return leaves[0]!;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)));
}

/** A log in memory that grows by the product's own function, some leaves at a time. */
function logOf(leaves: Buffer[], batch = 5) {
  const nodes = new Map<string, Buffer>();
  const hashAt = ({ level, position }: { level: number; position: number }) => nodes.get(`${level}/${position}`)!;
  for (let size = 0; size < leaves.length; size += batch) {
    for (const [key, { hash }] of grow(size, leaves.slice(size, size + batch), hashAt)) nodes.set(key, hash);
  }
  return {
    root: (size: number) => hashOfRange([0, size], hashAt),
    inclusion: (index: number, size: number) => inclusionRanges(index, size).map((range) => hashOfRange(range, hashAt)),
    consistency: (earlier: number, size: number) => consistencyRanges(earlier, size).map((range) => hashOfRange(range, hashAt)),
  };
}

describe('the tree of the log', () => {
  /** From Certificate Transparency's own tests (merkle_tree_test.cc). */
  const published = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(hex).map(leafHash);
  const roots = [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];
  it('gives the published roots and proofs of RFC 6962', () => {
    const log = logOf(published);
    expect(roots.map((_, at) => log.root(at + 1).toString('hex'))).toEqual(roots);
    expect(log.root(0).toString('hex')).toBe(createHash('sha256').digest('hex'));
    expect(log.inclusion(5, 8).map((hash) => hash.toString('hex'))).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(log.consistency(6, 8).map((hash) => hash.toString('hex'))).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(log.consistency(1, 8)).toHaveLength(3);
    expect(log.consistency(4, 8)).toHaveLength(1);
  });

  it('agrees with the definition at every size, and every proof holds for its own place only', () => {
    const leaves = Array.from({ length: 40 }, (_, at) => leafHash(Buffer.from(`leaf ${at}`)));
    const log = logOf(leaves, 7);
    const naive = leaves.map((_, at) => naiveRoot(leaves.slice(0, at + 1)));
    for (let size = 1; size <= leaves.length; size++) {
      const root = naive[size - 1]!;
      expect(log.root(size)).toEqual(root);
      for (let index = 0; index < size; index++) {
        const claim = { leaf: leaves[index]!, index, size, proof: log.inclusion(index, size), root };
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, index: (index + 1) % size })).toBe(size === 1);
        expect(verifyInclusion({ ...claim, proof: [...claim.proof, root] })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: claim.proof.slice(1) })).toBe(size === 1);
      }
      for (let earlier = 1; earlier <= size; earlier++) {
        const claim = { size1: earlier, root1: naive[earlier - 1]!, size2: size, root2: root, proof: log.consistency(earlier, size) };
        expect(verifyConsistency(claim)).toBe(true);
        expect(verifyConsistency({ ...claim, root1: leafHash(root) })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: [...claim.proof, root] })).toBe(false);
      }
    }
  });

  it('refuses places that cannot be', () => {
    const [leaf] = published as [Buffer];
    expect(verifyInclusion({ leaf, index: 1, size: 1, proof: [], root: leaf })).toBe(false);
    expect(verifyInclusion({ leaf, index: -1, size: 1, proof: [], root: leaf })).toBe(false);
    expect(verifyConsistency({ size1: 2, root1: leaf, size2: 1, root2: leaf, proof: [] })).toBe(false);
    expect(verifyConsistency({ size1: 0, root1: leaf, size2: 1, root2: leaf, proof: [] })).toBe(false);
  });
});

describe('the signed note', () => {
  /** From the documentation of golang.org/x/mod/sumdb/note. */
  const key = readKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')!;
  const note = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;
  it('is read as its inventors write it', () => {
    expect(isSignedBy(note, key)).toBe(true);
    expect(isSignedBy(note.replace('the answer', 'no answer'), key)).toBe(false);
    expect(keyText(key.name, key.publicKey)).toBe('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    expect(isSignedBy(note, { ...key, name: 'Somebody' })).toBe(false);
    expect(readKey('PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')).toBeUndefined();
  });
  it('is a checkpoint only with origin, size and root', () => {
    const root = emptyRoot.toString('base64');
    expect(readCheckpoint(`example.com/log\n7\n${root}\n\n— x y\n`)).toEqual({ origin: 'example.com/log', size: 7, root: emptyRoot });
    for (const text of [`example.com/log\n07\n${root}\n\n`, `example.com/log\n7\nAAAA\n\n`, note, '']) expect(readCheckpoint(text)).toBeUndefined();
  });
});
