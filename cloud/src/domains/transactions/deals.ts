import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { returnCodes } from '@yongche/contract';
import type { dealInput } from '@yongche/contract/transactions.shapes';
import { photosFor } from '@yongche/contract/standards/photo-list';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { audit, type By } from '../../audit/audit';
import { type Changes, changesOf } from '../../audit/changes';
import { dayInShanghai } from '../../clock';
import type { Actor, AgentActor, StaffActor } from '../../http/actor';
import { authorize, ensure, refuseField, Refusal } from '../../http/errors';
import { insertRows } from '../../insert-rows';
import { enqueue } from '../../jobs/queue';
import { checkLocked } from '../checks/check-deal';
import { packInForce } from '../checks/packs-in-force';
import { dropReadings } from '../checks/reading/queue';
import { kilometresOf } from '../checks/rules/t-21-odometer';
import { blockingResults, noteSeen } from '../checks/stored-results';
import { writeRecord } from '../evidence/record';
import { Certificate } from '../registry/certificate.entity';
import { Market } from '../registry/market.entity';
import { dropHold, endCheck, ensureNotHeld } from './check-holds';
import { gateOf } from './gate';
import { Image } from './image.entity';
import { imagesInForce } from './images-in-force';
import { Party } from './party.entity';
import { auditedParties, partiesOf, rememberEarlierParties } from './parties';
import { type Dossier, readDossier } from './present';
import { rulesInForce } from './rules-in-force';
import { nextSerial } from './serials';
import { Transaction } from './transaction.entity';
import { mayCancel, mayChange, mayComplete, mayRead, mayReturn, maySubmit, mayWork } from './transactions.policy';

export type DealInput = z.output<typeof dealInput>;

/** Reads a deal that `actor` may see, locked for a change; somebody else's reads as not found. */
export async function lockDeal(tx: EntityManager, id: string, actor: Actor): Promise<Transaction> {
  const deal = await tx.findOne(Transaction, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(deal && mayRead(actor, deal), 'transaction.not_found');
  return deal;
}

/** Reads a deal that `actor` may see. */
export async function findDeal(tx: EntityManager, id: string, actor: Actor): Promise<Transaction> {
  const deal = await tx.findOneBy(Transaction, { id });
  ensure(deal && mayRead(actor, deal), 'transaction.not_found');
  return deal;
}

/**
 * 新建交易 by an agent whose certificate is in force, on the own phone.
 * @throws registry.certificate_not_in_force, and what `beginDeal` throws
 */
export async function createDeal(tx: EntityManager, { input, agent, keys }: { input: DealInput; agent: AgentActor; keys: KeyRing }, by: By): Promise<Dossier> {
  ensure(agent.personId && agent.certificateId, 'registry.certificate_not_in_force');
  const certificate = await tx.findOneOrFail(Certificate, { where: { id: agent.certificateId }, relations: { person: true, company: true } });
  return beginDeal(tx, { id: uuidv7(), channel: 'mobile', batchId: null, input, certificate, keys }, by);
}

/** A deal that begins: under which certificate, which is in force, and by which way. */
interface Beginning extends Pick<Transaction, 'id' | 'channel' | 'batchId'> {
  input: DealInput;
  /** With person and company. */
  certificate: Certificate;
  keys: KeyRing;
}

/**
 * The beginning of every deal, by the photo rules and the rule pack of this moment.
 * @throws registry.market_not_found, registry.market_suspended, transaction.agent_for_both_sides
 */
export async function beginDeal(tx: EntityManager, { id, channel, batchId, input, certificate, keys }: Beginning, by: By): Promise<Dossier> {
  const market = await marketFor(tx, input);
  ensure(market.suspendedUntil === null || market.suspendedUntil < dayInShanghai(by.at), 'registry.market_suspended');
  const rules = await rulesInForce(tx, by.at);
  const parties = await partiesOf(tx, id, input, keys, by.at);
  const deal: Transaction = {
    id,
    serial: await nextSerial(tx, { marketCode: market.code, business: input.business, at: by.at }),
    business: input.business,
    state: 'capturing',
    channel,
    batchId,
    marketId: market.id,
    companyId: certificate.companyId,
    certificateId: certificate.id,
    personId: certificate.personId,
    vin: input.vin,
    plate: input.plate,
    mortgaged: input.mortgaged,
    rulesVersion: rules.version,
    rulePack: await packInForce(tx, by.at),
    createdAt: by.at,
    submittedAt: null,
    firstSubmittedAt: null,
    completedAt: null,
    completedBy: null,
    imagesDigest: null,
    kilometres: null,
  };
  await insertRows(tx, Transaction, [deal]);
  await insertRows(tx, Party, parties);
  const { business, marketId } = deal;
  await audit(tx, by, { action: 'transactions.created', subject: { type: 'transaction', id: deal.id }, details: { serial: deal.serial, business, marketId, channel } });
  return { deal, parties, images: [], photos: photosFor(rules.rules, { ...deal, parties }), certificate, market, certificateInForce: true, checkProblems: [], hold: null, at: by.at };
}

/** Corrects what was typed, while the deal is open; a party that stays the same, and who reads for it, keeps its consent. */
export async function changeDeal(tx: EntityManager, { deal, input, actor, keys }: { deal: Transaction; input: DealInput; actor: Actor; keys: KeyRing }, by: By): Promise<void> {
  ensureWorking(actor, deal);
  ensure(mayChange(actor, deal), 'transaction.wrong_state');
  if (input.marketId !== deal.marketId) refuseField('marketId', '办理市场不能更换；需要换市场时请取消后重新建立交易。');
  if (input.business !== deal.business) refuseField('business', '业务类型不能更换；需要更换时请取消后重新建立交易。');
  await marketFor(tx, input);
  const { vin, plate, mortgaged } = input;
  const before = await tx.find(Party, { where: { transactionId: deal.id }, order: { position: 'ASC' } });
  const parties = (await partiesOf(tx, deal.id, input, keys, by.at)).map((party) => {
    const same = before.find((earlier) => earlier.numberIndex === party.numberIndex && earlier.side === party.side && earlier.delegateKeyId === party.delegateKeyId);
    return same ? { ...party, notifiedAt: same.notifiedAt, noticeVersion: same.noticeVersion } : party;
  });
  await tx.delete(Party, { transactionId: deal.id });
  await insertRows(tx, Party, parties);
  await rememberEarlierParties(tx, deal.id, parties);
  const changes = {
    ...(await move(tx, deal, { vin, plate, mortgaged })),
    ...changesOf({ parties: auditedParties(keys, before) }, { parties: auditedParties(keys, parties) }),
  };
  await checkLocked(tx, keys, deal, by.at);
  await audit(tx, by, { action: 'transactions.changed', subject: { type: 'transaction', id: deal.id }, details: { fields: Object.keys(changes), parties: parties.length }, changes });
}

async function marketFor(tx: EntityManager, { marketId, parties }: DealInput): Promise<Market> {
  const market = await tx.findOneBy(Market, { id: marketId });
  ensure(market, 'registry.market_not_found');
  const byAgent = (side: Party['side']) => parties.some((party) => party.side === side && party.attendance === 'agent');
  ensure(market.allowsAgentForBothSides || !(byAgent('seller') && byAgent('buyer')), 'transaction.agent_for_both_sides');
  return market;
}

/** 当事人告知: a party read the notice on the agent's phone or at the counter and agreed; saying it twice changes nothing. */
export async function noteNotice(tx: EntityManager, { deal, partyId, version, keys }: { deal: Transaction; partyId: string; version: string; keys: KeyRing }, by: By): Promise<void> {
  const { affected } = await tx
    .createQueryBuilder()
    .update(Party)
    .set({ notifiedAt: by.at, noticeVersion: version })
    .where('id = :partyId AND transaction_id = :dealId AND notified_at IS NULL', { partyId, dealId: deal.id })
    .execute();
  if (!affected) return;
  await checkLocked(tx, keys, deal, by.at);
  await audit(tx, by, { action: 'transactions.party_notified', subject: { type: 'transaction', id: deal.id }, details: { partyId, version } });
}

/** 提交核对 through the gate, checked as it stands now. @throws transaction.incomplete with everything that is in the way. */
export async function submitDeal(tx: EntityManager, { deal, actor, keys }: { deal: Transaction; actor: Actor; keys: KeyRing }, by: By): Promise<void> {
  ensure(maySubmit(actor, deal), 'transaction.wrong_state');
  await checkLocked(tx, keys, deal, by.at);
  const gate = gateOf(await readDossier(tx, deal, by.at));
  if (gate.length > 0) throw new Refusal('transaction.incomplete', { details: gate });
  const changes = await move(tx, deal, { state: 'awaiting_check', submittedAt: by.at, firstSubmittedAt: deal.firstSubmittedAt ?? by.at });
  await noteSeen(tx, deal.id);
  await audit(tx, by, { action: 'transactions.submitted', subject: { type: 'transaction', id: deal.id }, changes });
}

/** @throws registry.certificate_not_in_force for an agent who no longer works under the certificate of this deal */
export function ensureWorking(actor: Actor, deal: Transaction): void {
  ensure(mayWork(actor, deal), 'registry.certificate_not_in_force');
}

/** 取消交易 before it is completed; pictures and history stay. @throws transaction.held where a colleague at the counter has it open */
export async function cancelDeal(tx: EntityManager, { deal, actor, reason }: { deal: Transaction; actor: Actor; reason: string }, by: By): Promise<void> {
  ensure(mayCancel(actor, deal), 'transaction.wrong_state');
  if (actor.kind === 'staff') await ensureNotHeld(tx, deal.id, actor, by.at);
  const changes = await move(tx, deal, { state: 'cancelled' });
  await dropHold(tx, deal.id);
  await dropReadings(tx, deal.id);
  await audit(tx, by, { action: 'transactions.cancelled', subject: { type: 'transaction', id: deal.id }, details: { reason }, changes });
}

/** 退回补拍: single pictures go back to whoever captures the deal, each with a code. @throws transaction.held, image.not_found where one is not in force. */
export async function returnImages(tx: EntityManager, { deal, actor, images }: { deal: Transaction; actor: StaffActor; images: { imageId: string; code: keyof typeof returnCodes; note?: string | undefined }[] }, by: By): Promise<void> {
  authorize(actor.role === 'operator');
  ensure(mayReturn(actor, deal), 'transaction.wrong_state');
  await ensureNotHeld(tx, deal.id, actor, by.at);
  for (const { imageId, code, note = null } of images) {
    const { affected } = await tx.update(Image, { id: imageId, transactionId: deal.id, state: 'accepted' }, { state: 'returned', returnCode: code, returnNote: note });
    ensure(affected === 1, 'image.not_found', { imageId });
  }
  await dropReadings(tx, deal.id);
  const changes = await move(tx, deal, { state: 'returned' });
  await endCheck(tx, { deal, actor, outcome: 'returned', codes: images.map(({ code }) => code) }, by.at);
  const details = { images: images.map(({ imageId, code, note }) => ({ imageId, code, note: note ?? null })) };
  await audit(tx, by, { action: 'transactions.returned', subject: { type: 'transaction', id: deal.id }, details, changes });
}

/**
 * 核对完成: every picture in force was seen, and what the pre-check stops was let pass one by one; the deal, its pictures and
 * its checks are frozen. @throws transaction.held, transaction.not_checked, check.blocking with the findings
 */
export async function completeDeal(tx: EntityManager, { deal, actor, checkedImageIds, keys }: { deal: Transaction; actor: StaffActor; checkedImageIds: string[]; keys: KeyRing }, by: By): Promise<void> {
  authorize(actor.role === 'operator');
  ensure(mayComplete(actor, deal), 'transaction.wrong_state');
  await ensureNotHeld(tx, deal.id, actor, by.at);
  const images = await imagesInForce(tx, deal.id);
  const checked = new Set(checkedImageIds);
  ensure(images.every((image) => checked.has(image.id)), 'transaction.not_checked');
  const facts = await checkLocked(tx, keys, deal, by.at);
  const blocking = await blockingResults(tx, deal, ['override']);
  ensure(blocking.length === 0, 'check.blocking', blocking.map(({ rule, sentence }) => ({ rule, sentence })));
  const imagesDigest = digestOf(images);
  const changes = await move(tx, deal, { state: 'completed', completedAt: by.at, completedBy: actor.staffId, imagesDigest, kilometres: kilometresOf(facts) });
  await endCheck(tx, { deal, actor, outcome: 'completed', codes: [] }, by.at);
  await writeRecord(tx, keys, deal, by.at);
  await enqueue(tx, 'inspections.draw', { transactionId: deal.id }, { runAt: by.at, dedupKey: `inspections.draw:${deal.id}` });
  await enqueue(tx, 'billing.meter', { transactionId: deal.id }, { runAt: by.at, dedupKey: `billing.meter:${deal.id}` });
  await audit(tx, by, { action: 'transactions.completed', subject: { type: 'transaction', id: deal.id }, details: { images: images.length, imagesDigest }, changes });
}

/** SHA-256 over lines `<slot> <sha256>`, so that the voucher speaks of exactly these pictures. */
export function digestOf(images: Pick<Image, 'slot' | 'sha256'>[]): string {
  return createHash('sha256').update(images.map((image) => `${image.slot} ${image.sha256}\n`).join('')).digest('hex');
}

/** Every change of a deal; the row is locked, so the state read is the state moved from. Gives what changed, for the audit row. */
async function move(tx: EntityManager, deal: Transaction, change: Partial<Transaction>): Promise<Changes> {
  const changes = changesOf<Transaction>(deal, change);
  await tx.update(Transaction, deal.id, change);
  Object.assign(deal, change);
  return changes;
}
