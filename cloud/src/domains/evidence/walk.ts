import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { Storage } from '../../adapters/storage/storage';
import type { Finding, Progress } from './evidence-verification.entity';
import { checkCheckpoints, checkCopies, checkDeals, checkLeaves } from './walk-log';
import { checkPictures } from './walk-pictures';

export interface WalkDeps {
  tx: EntityManager;
  keys: KeyRing;
  storage: Storage;
  /** Leaves of the log when the walk began. */
  size: number;
  /** Copies that were written later are left to the next walk. */
  startedAt: Date;
}

/** What one step found, and where the walk goes on; no `next` after the last step. */
export interface Step {
  findings: Finding[];
  leaves?: number;
  pictures?: number;
  next: Progress | undefined;
}

export const firstStep: Progress = { stage: 'deals', dealId: '', leaf: 0, pictureLeaf: 0, checkpointSize: 0, copyKey: '', told: [] };

/** One step of the walk: deals, leaves with the tree above them, checkpoints, their copies, and last every picture. */
export function step(deps: WalkDeps, at: Progress): Promise<Step> {
  return { deals: checkDeals, leaves: checkLeaves, checkpoints: checkCheckpoints, copies: checkCopies, pictures: checkPictures }[at.stage](deps, at);
}

export function finding(kind: Finding['kind'], sentence: string, { serial = null, slot = null }: { serial?: string | null; slot?: string | null } = {}): Finding {
  return { kind, serial, slot, sentence };
}
