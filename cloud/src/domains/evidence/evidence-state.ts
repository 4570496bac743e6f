import type { EntityManager } from 'typeorm';
import { leafHash } from 'yongche-verify/merkle.cjs';
import type { Actor } from '../../http/actor';
import { imagesInForce } from '../transactions/images-in-force';
import { rulesOf } from '../transactions/rules-in-force';
import type { Transaction } from '../transactions/transaction.entity';
import { checkpointOver, presentCheckpoint } from './checkpoints';
import type { EvidenceCheckpoint } from './evidence-checkpoint.entity';
import { EvidenceLeaf, EvidenceRecord } from './evidence-log.entity';

/** How far the evidence of one deal has come. */
export interface DealEvidence {
  state: 'none' | 'waiting' | 'logged' | 'checkpointed';
  record: EvidenceRecord | null;
  leaf: EvidenceLeaf | null;
  checkpoint: EvidenceCheckpoint | undefined;
}

export async function evidenceOf(tx: EntityManager, transactionId: string): Promise<DealEvidence> {
  const record = await tx.findOneBy(EvidenceRecord, { transactionId });
  const leaf = record && (await tx.findOneBy(EvidenceLeaf, { transactionId }));
  const checkpoint = leaf ? await checkpointOver(tx, leaf.leafIndex) : undefined;
  return { state: checkpoint ? 'checkpointed' : leaf ? 'logged' : record ? 'waiting' : 'none', record, leaf, checkpoint };
}

const exporters = ['market_manager', 'inspector', 'clerk'];
/** Who may take a deal's evidence out of the system, once a checkpoint covers it. */
const mayExport = (actor: Actor, { state }: DealEvidence) => exporters.includes(actor.role) && state === 'checkpointed';

/** 存证情况 as `actor` may see it. */
export async function presentEvidence(tx: EntityManager, deal: Transaction, actor: Actor) {
  const evidence = await evidenceOf(tx, deal.id);
  const { state, record, leaf, checkpoint } = evidence;
  const images = await imagesInForce(tx, deal.id);
  const titleOf = await photoTitles(tx, deal);
  return {
    state,
    leafIndex: leaf?.leafIndex ?? null,
    leafHash: leaf?.leafHash ?? (record && leafHash(Buffer.from(record.record)).toString('hex')),
    images: images.map(({ id, slot, sha256, declaredSha256, receivedAt }) => ({ imageId: id, slot, title: titleOf(slot), sha256: sha256!, declaredSha256, receivedAt: receivedAt! })),
    checkpoint: checkpoint ? presentCheckpoint(checkpoint) : null,
    mayExport: mayExport(actor, evidence),
  };
}

/** What each picture is called in the rules with which the deal began. */
export async function photoTitles(tx: EntityManager, { rulesVersion }: Pick<Transaction, 'rulesVersion'>): Promise<(slot: string) => string> {
  const { rules } = await rulesOf(tx, rulesVersion);
  const titles = new Map(rules.photos.map(({ code, title }) => [code, title]));
  return (slot) => titles.get(slot) ?? slot;
}
