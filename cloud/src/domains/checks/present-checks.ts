import { documentFields, ruleCodes } from '@yongche/contract';
import { type EntityManager, In, IsNull } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { Actor } from '../../http/actor';
import { Staff } from '../identity/staff.entity';
import { Image } from '../transactions/image.entity';
import { Party } from '../transactions/party.entity';
import { photosOf } from '../transactions/rules-in-force';
import type { Transaction } from '../transactions/transaction.entity';
import { mayDispute, mayOverride, maySeeShadow } from './checks.policy';
import { DealCheck, type RuleDecision, type ShownValue, type StoredResult } from './deal-check.entity';
import { contentOf } from './packs-in-force';
import { presentPictures } from './reading/present-pictures';
import { queueOf } from './reading/queue';
import { storedReadings } from './reading/stored-readings';
import { mayType } from './reading/typed-fields';
import { maskValue, valueFinder } from './shown-values';
import { decisionsOf, resultsOf } from './stored-results';

/** A deal whose parties and pictures are read: of the pictures, those in force are what the rules speak of. */
interface ReadDeal {
  deal: Transaction;
  parties: Party[];
  images: Image[];
}

/** 预检 as `actor` may see it: how far the readings are, what each rule says, on which values and where, and what may be done. */
export async function presentChecks(tx: EntityManager, keys: KeyRing, deal: Transaction, actor: Actor) {
  const [images, parties] = await Promise.all([
    tx.find(Image, { where: { transactionId: deal.id, problemId: IsNull(), state: 'accepted' }, order: { slot: 'ASC', id: 'ASC' } }),
    tx.find(Party, { where: { transactionId: deal.id }, order: { position: 'ASC' } }),
  ]);
  const [presented] = await presentChecksOf(tx, keys, [{ deal, parties, images }], actor);
  return presented!;
}

/** The same of several deals in this order, in one statement per table. */
export async function presentChecksOf(tx: EntityManager, keys: KeyRing, deals: ReadDeal[], actor: Actor) {
  if (deals.length === 0) return [];
  const inForce = deals.map(({ images, ...deal }) => ({ ...deal, images: images.filter(({ state }) => state === 'accepted').sort(bySlot) }));
  // The readings before the results: whoever sees a picture as read sees also what the rules say of it.
  const readings = await storedReadings(tx, keys, inForce.flatMap(({ images }) => images));
  const rows = inForce.map(({ deal }) => deal);
  const [checks, results, decisions, queues] = await Promise.all([
    tx.findBy(DealCheck, rows.map(({ id, rulePack }) => ({ transactionId: id, packVersion: rulePack }))),
    resultsOf(tx, ...rows),
    decisionsOf(tx, ...rows),
    Promise.all(inForce.map(async ({ deal, images }) => (images.some(({ id }) => readings.get(id)?.state === 'waiting') ? queueOf(tx, deal.id) : null))),
  ]);
  const nameOf = await staffNames(tx, decisions);
  const isOf = ({ deal }: ReadDeal) => ({ transactionId }: { transactionId: string }) => transactionId === deal.id;
  return Promise.all(
    inForce.map((read, at) => presentCheck(tx, keys, { ...read, actor, readings, nameOf, check: checks.find(isOf(read)), results: results.filter(isOf(read)), decisions: decisions.filter(isOf(read)), queue: queues[at]! })),
  );
}

const bySlot = (one: Image, other: Image) => (one.slot === other.slot ? (one.id < other.id ? -1 : 1) : one.slot < other.slot ? -1 : 1);

interface CheckedDeal extends ReadDeal {
  actor: Actor;
  readings: Awaited<ReturnType<typeof storedReadings>>;
  check: DealCheck | undefined;
  results: StoredResult[];
  decisions: RuleDecision[];
  queue: Awaited<ReturnType<typeof queueOf>>;
  nameOf: Map<string, string>;
}

async function presentCheck(tx: EntityManager, keys: KeyRing, { deal, parties, images, actor, readings, check, results, decisions, queue, nameOf }: CheckedDeal) {
  const { minConfidence } = await contentOf(tx, deal.rulePack);
  const valueOf = valueFinder(keys, { deal, parties, readings });
  const pictures = presentPictures(images, { photos: await photosOf(tx, { ...deal, parties }), readings, minConfidence });
  const isReading = pictures.some(({ state }) => state === 'waiting' || state === 'running');
  return {
    state: isReading ? ('reading' as const) : ('done' as const),
    packVersion: deal.rulePack,
    checkedAt: check?.at ?? null,
    queue,
    pictures: pictures.map((picture) => ({ ...picture, toType: mayType(actor, deal) ? picture.toType : [] })),
    results: results
      .filter(({ severity }) => severity !== 'shadow' || maySeeShadow(actor))
      .map((result) => presentResult(result, { deal, actor, valueOf, decisions: decisions.filter(({ rule, about }) => rule === result.rule && about === result.about), nameOf })),
    may: { type: mayType(actor, deal) },
  };
}

interface Around {
  deal: Transaction;
  actor: Actor;
  valueOf: (shown: ShownValue) => string | null;
  decisions: RuleDecision[];
  nameOf: Map<string, string>;
}

function presentResult({ rule, version, severity, verdict, sentence, fix, shown }: StoredResult, { deal, actor, valueOf, decisions, nameOf }: Around) {
  const dispute = decisions.find(({ kind }) => kind === 'dispute');
  const override = decisions.find(({ kind }) => kind === 'override');
  const result = { rule, severity, verdict };
  return {
    ...result,
    title: ruleCodes[rule],
    version,
    sentence,
    fix,
    values: shown.values.map((value) => presentValue(value, valueOf(value))),
    areas: shown.areas,
    dispute: dispute ? { at: dispute.at, note: dispute.note } : null,
    override: override ? { at: override.at, by: nameOf.get(override.staffId!) ?? '', reason: override.note } : null,
    may: { dispute: !dispute && !override && mayDispute(actor, deal, result), override: !override && mayOverride(actor, deal, result) },
  };
}

function presentValue({ field, source, confidence, imageId, slot, box, differs = false }: ShownValue, value: string | null) {
  return { field, label: documentFields[field], value: value === null ? null : maskValue(field, value), source, confidence: source === 'read' ? confidence : null, imageId, slot, box, differs };
}

async function staffNames(tx: EntityManager, decisions: RuleDecision[]): Promise<Map<string, string>> {
  const ids = [...new Set(decisions.flatMap(({ staffId }) => staffId ?? []))];
  const staff = ids.length > 0 ? await tx.find(Staff, { select: { id: true, name: true }, where: { id: In(ids) } }) : [];
  return new Map(staff.map(({ id, name }) => [id, name]));
}
