import type { Deps } from '../../deps';
import { ensure } from '../../http/errors';
import { type ChecksRecord, checksRecordOf } from '../checks/stored-results';
import { Market } from '../registry/market.entity';
import { imagesInForce } from '../transactions/images-in-force';
import type { Image } from '../transactions/image.entity';
import type { Transaction } from '../transactions/transaction.entity';
import type { EvidenceCheckpoint } from './evidence-checkpoint.entity';
import type { EvidenceLeaf, EvidenceRecord } from './evidence-log.entity';
import { type DealEvidence, evidenceOf, photoTitles } from './evidence-state';
import { type LeafProof, proofOf } from './proof';

/** A deal with everything that proves it, but the pictures themselves. */
export interface DealContent {
  deal: Transaction;
  record: EvidenceRecord;
  /** Null before a checkpoint covers it. */
  proof: LeafProof | null;
  /** Null where the deal was never checked. */
  checks: ChecksRecord | null;
  images: Image[];
}

/** A deal with everything that goes into its package but the pictures themselves. */
export interface PackageContent extends DealContent {
  market: Market;
  leaf: EvidenceLeaf;
  checkpoint: EvidenceCheckpoint;
  proof: LeafProof;
  titleOf: (slot: string) => string;
  made: { at: Date; reason: string; publicUrl: string };
}

/** What became of one picture on its way into the package. */
export interface PackedPicture {
  image: Image;
  /** JPEG; null where there is none, or where the picture is left out. */
  thumbnail: Buffer | null;
  /** Why it is left out. */
  left: 'disposed' | 'erased' | 'damaged' | null;
}

const extensions: Record<string, string> = { 'image/png': 'png', 'image/webp': 'webp' };
export const pictureName = ({ slot, id, contentType }: Image) => `pictures/${slot}-${id}.${extensions[contentType] ?? 'jpg'}`;

/** @throws transaction.wrong_state for a deal without evidence */
export async function dealContent({ db, keys }: Pick<Deps, 'db' | 'keys'>, deal: Transaction): Promise<DealContent & Pick<DealEvidence, 'leaf' | 'checkpoint'>> {
  const { record, leaf, checkpoint } = await evidenceOf(db.manager, deal.id);
  ensure(record, 'transaction.wrong_state');
  return {
    deal,
    record,
    leaf,
    checkpoint,
    proof: leaf && checkpoint ? await proofOf(db, keys, leaf, checkpoint) : null,
    checks: await checksRecordOf(db.manager, deal),
    images: await imagesInForce(db.manager, deal.id),
  };
}

/** @throws transaction.wrong_state for a deal without evidence, evidence.not_checkpointed before a checkpoint covers it */
export async function packageContent(deps: Pick<Deps, 'db' | 'keys' | 'clock' | 'publicUrl'>, deal: Transaction, reason: string): Promise<PackageContent> {
  const { leaf, checkpoint, proof, ...content } = await dealContent(deps, deal);
  ensure(leaf && checkpoint && proof, 'evidence.not_checkpointed');
  const tx = deps.db.manager;
  return {
    ...content,
    leaf,
    checkpoint,
    proof,
    market: await tx.findOneByOrFail(Market, { id: deal.marketId }),
    titleOf: await photoTitles(tx, deal),
    made: { at: deps.clock.now(), reason, publicUrl: deps.publicUrl },
  };
}
