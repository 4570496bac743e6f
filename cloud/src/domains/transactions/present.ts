import { imageProblems } from '@yongche/contract';
import type { RequiredPhoto } from '@yongche/contract/standards/photo-list';
import { type EntityManager, In, IsNull, Not } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { dayInShanghai } from '../../clock';
import type { Actor } from '../../http/actor';
import { checkProblemsOf } from '../checks/gate-problems';
import { Certificate } from '../registry/certificate.entity';
import { stateOn } from '../registry/certificates';
import { Market } from '../registry/market.entity';
import { presentPerson } from '../registry/persons';
import { captureNonceOf } from './capture';
import { holdsOf, isHeldByAnother, type LivingHold } from './check-holds';
import { gateOf, type GateProblem } from './gate';
import { Image } from './image.entity';
import { withTerminals } from './image-terminals';
import { presentParty } from './parties';
import { Party } from './party.entity';
import { photosOf } from './rules-in-force';
import type { Transaction } from './transaction.entity';
import { mayCancel, mayCapture, mayChange, mayComplete, mayReadVoucher, mayReturn, maySubmit } from './transactions.policy';

/** All that a deal consists of, read once. */
export interface Dossier {
  deal: Transaction;
  parties: Party[];
  images: Image[];
  photos: RequiredPhoto[];
  certificate: Certificate;
  market: Market;
  certificateInForce: boolean;
  /** What the pre-check puts in the way, while the deal is open. */
  checkProblems: GateProblem[];
  /** Who has it open at the counter at this moment. */
  hold: LivingHold | null;
  /** When it was read. */
  at: Date;
}

/** Reads a deal with its parties, its pictures (without replaced and lost ones, and without those of corrections), its photo list and its agent. */
export async function readDossier(tx: EntityManager, deal: Transaction, now: Date): Promise<Dossier> {
  const [dossier] = await readDossiers(tx, [deal], now);
  return dossier!;
}

/** The same of several deals in this order, in one statement per table. */
export async function readDossiers(tx: EntityManager, deals: Transaction[], now: Date): Promise<Dossier[]> {
  if (deals.length === 0) return [];
  const transactionId = In(deals.map(({ id }) => id));
  const [parties, images, certificates, markets, holds] = await Promise.all([
    tx.find(Party, { where: { transactionId }, order: { position: 'ASC' } }),
    tx.find(Image, { where: { transactionId, problemId: IsNull(), state: Not(In(['replaced', 'lost'])) }, order: { permittedAt: 'ASC', id: 'ASC' } }).then((found) => withTerminals(tx, found)),
    tx.find(Certificate, { where: { id: In(deals.map(({ certificateId }) => certificateId)) }, relations: { person: true, company: true } }),
    tx.findBy(Market, { id: In(deals.map(({ marketId }) => marketId)) }),
    holdsOf(tx, deals.map(({ id }) => id), now),
  ]);
  return Promise.all(
    deals.map(async (deal): Promise<Dossier> => {
      const isOfDeal = (row: { transactionId: string }) => row.transactionId === deal.id;
      const [certificate, market] = [certificates.find(({ id }) => id === deal.certificateId)!, markets.find(({ id }) => id === deal.marketId)!];
      const own = { deal, parties: parties.filter(isOfDeal), images: images.filter(isOfDeal) };
      const certificateInForce = stateOn(certificate, dayInShanghai(now)) === 'in_force';
      const isOpen = deal.state === 'capturing' || deal.state === 'returned';
      const checkProblems = isOpen ? await checkProblemsOf(tx, deal, now) : [];
      return { ...own, photos: await photosOf(tx, { ...deal, parties: own.parties }), certificate, market, certificateInForce, checkProblems, hold: holds.get(deal.id) ?? null, at: now };
    }),
  );
}

/** The deal as `actor` may see it: masked persons, and what may be done now. */
export function presentTransaction(keys: KeyRing, dossier: Dossier, actor: Actor) {
  const { deal, parties, images, photos, certificate, market, hold } = dossier;
  const isTaken = isHeldByAnother(hold, actor);
  return {
    id: deal.id,
    serial: deal.serial,
    business: deal.business,
    state: deal.state,
    channel: deal.channel,
    vin: deal.vin,
    plate: deal.plate,
    marketId: market.id,
    marketName: market.name,
    companyName: certificate.company.name,
    agentName: presentPerson(keys, certificate.person).name,
    certificateNumber: certificate.number,
    batchId: deal.batchId,
    mortgaged: deal.mortgaged,
    rulesVersion: deal.rulesVersion,
    toRetake: images.filter((image) => image.state === 'returned').length,
    hold: actor.kind === 'staff' ? hold : null,
    createdAt: deal.createdAt,
    submittedAt: deal.submittedAt,
    completedAt: deal.completedAt,
    parties: parties.map((party) => presentParty(keys, party)),
    slots: photos.map((photo) => presentSlot(photo, images)),
    gate: mayCapture(actor, deal) ? gateOf(dossier) : [],
    captureNonce: mayCapture(actor, deal) ? captureNonceOf(keys, deal.id, dossier.at) : null,
    may: {
      change: mayChange(actor, deal),
      capture: mayCapture(actor, deal),
      submit: maySubmit(actor, deal),
      cancel: mayCancel(actor, deal) && !(actor.kind === 'staff' && isTaken),
      complete: mayComplete(actor, deal) && !isTaken,
      return: mayReturn(actor, deal) && !isTaken,
      takeOver: mayComplete(actor, deal) && isTaken,
      readVoucher: mayReadVoucher(actor, deal),
    },
  };
}

function presentSlot(photo: RequiredPhoto, images: Image[]) {
  const { code, title, hint, reason, required, subject, aspect, min, max, budgetBytes, longSide } = photo;
  const taken = images.filter((image) => image.slot === code).map(presentImage);
  return { code, title, hint, reason, required, subject, aspect, min, max, budgetBytes, longSide, images: taken };
}

/** One picture with its problems in words; `terminal` has to be loaded (image-terminals.ts). */
export function presentImage(image: Image) {
  return {
    id: image.id,
    slot: image.slot,
    state: image.state,
    problems: image.problems.map((code) => ({ code, sentence: imageProblems[code] })),
    returned: image.returnCode && { code: image.returnCode, note: image.returnNote },
    bytes: image.bytes,
    width: image.width,
    height: image.height,
    sha256: image.sha256,
    capturedAt: image.capturedAt,
    receivedAt: image.receivedAt,
    terminal: image.terminal?.number ?? null,
  };
}
