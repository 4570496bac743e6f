import type { Deps } from '../../deps';
import { ensure } from '../../http/errors';
import { type ChecksRecord, checksRecordOf } from '../checks/stored-results';
import { Market } from '../registry/market.entity';
import { imagesInForce } from '../transactions/images-in-force';
import type { Image } from '../transactions/image.entity';
import type { Transaction } from '../transactions/transaction.entity';
import type { EvidenceCheckpoint } from './evidence-checkpoint.entity';
import type { EvidenceLeaf, EvidenceRecord } from './evidence-log.entity';
import { evidenceOf, photoTitles } from './evidence-state';
import { type LeafProof, proofOf } from './proof';

/** A deal with everything that goes into its package but the pictures themselves. */
export interface PackageContent {
  deal: Transaction;
  market: Market;
  record: EvidenceRecord;
  leaf: EvidenceLeaf;
  checkpoint: EvidenceCheckpoint;
  proof: LeafProof;
  /** Null where the deal was never checked. */
  checks: ChecksRecord | null;
  images: Image[];
  titleOf: (slot: string) => string;
  made: { at: Date; reason: string; publicUrl: string };
}

/** What became of one picture on its way into the package. */
export interface PackedPicture {
  image: Image;
  /** JPEG; null where there is none, or where the picture is left out. */
  thumbnail: Buffer | null;
  /** Why it is left out. */
  left: 'erased' | 'damaged' | null;
}

const extensions: Record<string, string> = { 'image/png': 'png', 'image/webp': 'webp' };
export const pictureName = ({ slot, id, contentType }: Image) => `pictures/${slot}-${id}.${extensions[contentType] ?? 'jpg'}`;

/** @throws transaction.wrong_state for a deal without evidence, evidence.not_checkpointed before a checkpoint covers it */
export async function packageContent({ db, keys, clock, publicUrl }: Pick<Deps, 'db' | 'keys' | 'clock' | 'publicUrl'>, deal: Transaction, reason: string): Promise<PackageContent> {
  const { record, leaf, checkpoint } = await evidenceOf(db.manager, deal.id);
  ensure(record, 'transaction.wrong_state');
  ensure(leaf && checkpoint, 'evidence.not_checkpointed');
  return {
    deal,
    market: await db.manager.findOneByOrFail(Market, { id: deal.marketId }),
    record,
    leaf,
    checkpoint,
    proof: await proofOf(db, keys, leaf, checkpoint),
    checks: await checksRecordOf(db.manager, deal),
    images: await imagesInForce(db.manager, deal.id),
    titleOf: await photoTitles(db.manager, deal),
    made: { at: clock.now(), reason, publicUrl },
  };
}
