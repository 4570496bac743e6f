import type { KeyRing } from '../../adapters/keys/key-ring';
import type { DataSource } from 'typeorm';
import { readCheckpoint } from 'yongche-verify/note.cjs';
import { consistencyBetween, lastCheckpoint, verifierKey } from './checkpoints';
import type { EvidenceCheckpoint } from './evidence-checkpoint.entity';
import type { EvidenceLeaf } from './evidence-log.entity';
import { inclusionRanges, rangeHashes } from './tree';

/** What proves a leaf, as `proof.json` has it; hashes in base64 as in the notes, the leaf's own in hex. */
export interface LeafProof {
  format: 'yongche evidence proof 1';
  /** Verifier key of the log: to be compared with the one that was given out, not to be believed. */
  key: string;
  leafIndex: number;
  leafHash: string;
  checkpoint: GivenCheckpoint;
  inclusion: string[];
  /** The latest checkpoint, where it is another one, and the proof that its log begins with that of `checkpoint`. */
  newest: GivenCheckpoint | null;
  consistency: string[];
}

interface GivenCheckpoint {
  note: string;
  at: string;
  /** TimeStampToken, base64 of DER. */
  timestamp: string | null;
}

/** The proof of a leaf against the first checkpoint that covers it, which has had the longest time to be seen by others. */
export async function proofOf(db: DataSource, keys: KeyRing, leaf: EvidenceLeaf, checkpoint: EvidenceCheckpoint): Promise<LeafProof> {
  const inclusion = await rangeHashes(db.manager, inclusionRanges(leaf.leafIndex, checkpoint.size));
  const last = (await lastCheckpoint(db.manager))!;
  const newest = last.size > checkpoint.size ? last : null;
  const consistency = newest ? await consistencyBetween(db, checkpoint.size, newest.size) : [];
  return {
    format: 'yongche evidence proof 1',
    key: verifierKey(keys, readCheckpoint(checkpoint.note)!.origin),
    leafIndex: leaf.leafIndex,
    leafHash: leaf.leafHash,
    checkpoint: given(checkpoint),
    inclusion: inclusion.map(inBase64),
    newest: newest && given(newest),
    consistency: consistency.map(inBase64),
  };
}

const given = ({ note, at, timestampToken }: EvidenceCheckpoint): GivenCheckpoint => ({ note, at: at.toISOString(), timestamp: timestampToken });
const inBase64 = (hash: Buffer) => hash.toString('base64');
