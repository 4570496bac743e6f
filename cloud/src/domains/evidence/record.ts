import { createHash, randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { insertRows } from '../../insert-rows';
import { checksDigestOf } from '../checks/stored-results';
import { openPersonKey } from '../privacy/person-keys';
import type { WrappedKey } from '../privacy/wrapped-key.entity';
import { Certificate } from '../registry/certificate.entity';
import type { Company } from '../registry/company.entity';
import { Market } from '../registry/market.entity';
import { imagesInForce } from '../transactions/images-in-force';
import type { Image } from '../transactions/image.entity';
import { placeOfParty } from '../transactions/parties';
import { Party } from '../transactions/party.entity';
import { Transaction } from '../transactions/transaction.entity';
import { EvidenceRecord, type SealedSalts } from './evidence-log.entity';

/*
 * The record of a completed deal, format 1: what a leaf of the log says.
 *
 * JSON with sorted keys and without spaces, UTF-8, moments as 2026-11-03T01:05:07.123Z. Its bytes are the leaf: the leaf hash
 * is SHA-256 over 0x00 and the record (RFC 6962). Only the hash leaves the system; the record goes into evidence packages.
 * Nobody is named: of each natural person and each unit there is a commitment, SHA-256 over {"name","number","salt"} as JSON
 * in the same form. The salt lies sealed under the person's own key, so once that is destroyed nobody can try names any more.
 */
const format = 'yongche evidence record 1';

/** What a record says, as far as the server itself reads it again. */
export interface DealRecord {
  serial: string;
  pictures: { imageId: string; slot: string; sha256: string; sealedSha256: string | null; contentType: string; receivedAt: string }[];
  parties: { partyId: string; commitment: string | null; delegateCommitment: string | null }[];
}

/** What opens a commitment. */
export interface Opening {
  name: string;
  number: string;
  salt: string;
}

/** Writes the record of a deal that has just been completed, or was completed earlier, in the transaction at hand. */
export async function writeRecord(tx: EntityManager, ring: KeyRing, deal: Transaction, at: Date): Promise<void> {
  const [images, parties, market, certificate, digest] = [
    await imagesInForce(tx, deal.id),
    await tx.find(Party, { where: { transactionId: deal.id }, order: { position: 'ASC' } }),
    await tx.findOneByOrFail(Market, { id: deal.marketId }),
    await tx.findOneOrFail(Certificate, { where: { id: deal.certificateId }, relations: { company: true } }),
    await checksDigestOf(tx, deal),
  ];
  await insertRows(tx, EvidenceRecord, [recordOf(ring, { deal, images, parties, market, certificate, digest }, at)]);
}

/** What a record tells of. */
export interface Recorded {
  deal: Transaction;
  /** Its pictures in force. */
  images: Image[];
  /** In their order, with their keys. */
  parties: Party[];
  market: Pick<Market, 'code' | 'name'>;
  certificate: Pick<Certificate, 'number'> & { company: Pick<Company, 'name' | 'creditCode'> };
  /** Of the results of its pre-check; null where it had none. */
  digest: string | null;
}

/** The record of a deal, with new salts. */
export function recordOf(ring: KeyRing, { deal, images, parties, market, certificate, digest }: Recorded, at: Date): EvidenceRecord {
  const hidden = parties.map((party) => hide(ring, party));
  const record = canonicalJson({
    format,
    transactionId: deal.id,
    serial: deal.serial,
    business: deal.business,
    channel: deal.channel,
    vin: deal.vin,
    plate: deal.plate,
    mortgaged: deal.mortgaged,
    market: { code: market.code, name: market.name },
    agent: { certificate: certificate.number, company: certificate.company.name, companyCode: certificate.company.creditCode },
    photoRules: deal.rulesVersion,
    checks: digest && { pack: deal.rulePack, digest },
    createdAt: deal.createdAt,
    submittedAt: deal.submittedAt,
    completedAt: deal.completedAt,
    completedBy: deal.completedBy,
    imagesDigest: deal.imagesDigest,
    parties: hidden.map(({ said }) => said),
    pictures: images.map(pictureOf),
  });
  const salts = Object.fromEntries(hidden.map(({ said, salts }) => [said.partyId, salts]));
  return { transactionId: deal.id, record, salts, writtenAt: at };
}

/** The picture as it was received: its own hash, the sealed one's, what the device said before, and how it was taken. */
function pictureOf({ id, slot, contentType, bytes, sha256, sealedSha256, declaredSha256, capturedAt, receivedAt, captureMethod, nonceIssuedAt }: Image) {
  return { imageId: id, slot, contentType, bytes, sha256, sealedSha256, declaredSha256, capturedAt, receivedAt, captureMethod, nonceIssuedAt };
}

function hide(ring: KeyRing, party: Party): { said: object & { partyId: string }; salts: SealedSalts } {
  const { id: partyId, side, kind, attendance, notifiedAt, noticeVersion } = party;
  const own = commit(ring, party, 'own');
  const delegate = commit(ring, party, 'delegate');
  const said = { partyId, side, kind, attendance, notifiedAt, noticeVersion, commitment: own?.commitment ?? null, delegateCommitment: delegate?.commitment ?? null };
  return { said, salts: { own: own?.salt ?? null, delegate: delegate?.salt ?? null } };
}

type Part = keyof SealedSalts;
const placeOfSalt = (partyId: string, part: Part) => `evidence|salt_${part}|${partyId}`;

/** Null where there is no such person, or where the person has been erased. */
function commit(ring: KeyRing, party: Party, part: Part): { commitment: string; salt: string } | null {
  const who = openPart(ring, party, part);
  if (!who) return null;
  const salt = randomBytes(32).toString('hex');
  return { commitment: commitmentOf({ ...who.named, salt }), salt: who.sealer.seal(salt, placeOfSalt(party.id, part)) };
}

/** What opens the commitment of a party, or of its 经办人; null where there is none or the person has been erased. */
export function openingOf(ring: KeyRing, party: Party, { salts }: Pick<EvidenceRecord, 'salts'>, part: Part): Opening | null {
  const sealed = salts[party.id]?.[part];
  const who = sealed ? openPart(ring, party, part) : null;
  return who && { ...who.named, salt: who.sealer.open(sealed!, placeOfSalt(party.id, part)) };
}

function openPart(ring: KeyRing, party: Party, part: Part) {
  const fields = part === 'own' ? ([party.nameSealed, party.numberSealed, 'name', 'number'] as const) : ([party.delegateNameSealed, party.delegateIdNumberSealed, 'delegate_name', 'delegate_id_number'] as const);
  const [nameSealed, numberSealed, name, number] = fields;
  if (!nameSealed || !numberSealed) return null;
  const key: WrappedKey | null = part === 'own' ? party.key : party.delegateKey;
  const person = key && openPersonKey(ring, key);
  if (person?.erased) return null;
  const sealer = person ?? ring;
  return { sealer, named: { name: sealer.open(nameSealed, placeOfParty(party.id, name)), number: sealer.open(numberSealed, placeOfParty(party.id, number)) } };
}

const commitmentOf = ({ name, number, salt }: Opening) => createHash('sha256').update(canonicalJson({ name, number, salt })).digest('hex');

/** JSON that everybody writes in the same way: keys sorted, no spaces, moments as ISO text. Holds no numbers but whole ones. */
export function canonicalJson(value: object): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1))) : part,
  );
}

/** Deals that one round takes. */
const batch = 100;

/**
 * Writes records of deals that were completed before there was a log, `after` which id on.
 * @returns the id after which to go on; undefined at the end.
 */
export async function recordEarlier(tx: EntityManager, ring: KeyRing, after: string, at: Date): Promise<string | undefined> {
  const deals = await tx
    .createQueryBuilder(Transaction, 't')
    .leftJoin(EvidenceRecord, 'r', 'r.transactionId = t.id')
    .where("t.id > :after AND t.state = 'completed' AND r.transactionId IS NULL", { after })
    .orderBy('t.id')
    .limit(batch)
    .getMany();
  for (const deal of deals) await writeRecord(tx, ring, deal, at);
  return deals.length === batch ? deals.at(-1)!.id : undefined;
}
