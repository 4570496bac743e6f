import { type EntityManager, In, IsNull, Not } from 'typeorm';
import type { Act, By } from '../../audit/audit';
import { ensure } from '../../http/errors';
import { Problem, ProblemItem } from '../inspections/problem.entity';
import { isOpenTo } from '../inspections/problem-states';
import { Image } from './image.entity';
import { withTerminals } from './image-terminals';
import { Party } from './party.entity';
import { rulesOf } from './rules-in-force';
import type { Transaction } from './transaction.entity';
import { permitPictures, type PermitDeps, type PermitRequest } from './upload-permits';

/*
 * 改正照片: pictures that are taken after the deal was frozen, for the correction of a problem in it. They are images of the
 * same deal and slot, sealed by the same persons' keys and judged by the same limits of quality, and carry `problemId`;
 * nobody who asks for the pictures of the deal gets them. They are not read and no rule runs over them: a person looks at
 * each, and the frozen checks of the deal speak of the frozen pictures only.
 */

/** Of each picture that was found faulty so many newer ones stand; one more takes the place of the oldest. */
const mostPerFinding = 3;

/**
 * 改正照片的直传许可, for slots in which something was found.
 * @throws transaction.slot_unknown for any other slot, request.invalid over the budget, privacy.person_erased
 */
export async function permitCorrections(
  tx: EntityManager,
  { deps, deal, problemId, hasFinding, requests }: { deps: PermitDeps; deal: Transaction; problemId: string; hasFinding: (slot: string) => boolean; requests: PermitRequest[] },
  by: By,
) {
  for (const { slot } of requests) ensure(hasFinding(slot), 'transaction.slot_unknown', { slot });
  // Of all photo types of the deal's rules: what is missing may be one that its photo list does not ask for.
  const { rules } = await rulesOf(tx, deal.rulesVersion);
  const photos = new Map(rules.photos.map((photo) => [photo.code, photo]));
  return permitPictures(tx, { deps, deal, problemId, requests, photos, parties: await tx.findBy(Party, { transactionId: deal.id }) }, by);
}

/** The pictures of a correction as everybody may see them, the latest last; `replaced` and `lost` ones are left out. */
export async function correctionImagesOf(tx: EntityManager, problemId: string): Promise<Image[]> {
  return withTerminals(tx, await tx.find(Image, { where: { problemId, state: Not(In(['replaced', 'lost'])) }, order: { id: 'ASC' } }));
}

/** Fingerprints of the frozen pictures of a deal: the same file again corrects nothing. */
export async function frozenFingerprintsOf(tx: EntityManager, transactionId: string): Promise<Set<string | null>> {
  const frozen = await tx.find(Image, { select: { sha256: true }, where: { transactionId, problemId: IsNull() } });
  return new Set(frozen.map(({ sha256 }) => sha256));
}

/** Whether a picture that arrives now still belongs to a correction that is going on; the problem stays locked. */
export async function takesCorrections(tx: EntityManager, problemId: string): Promise<boolean> {
  const problem = await tx.findOneOrFail(Problem, { where: { id: problemId }, lock: { mode: 'pessimistic_write' } });
  return isOpenTo('correct', problem);
}

/** After a picture was received: a good one takes the place of bad ones, and of the oldest good one where there are too many. */
export async function replaceEarlierCorrections(tx: EntityManager, { id, problemId, slot }: Image, { accepted }: { accepted: boolean }): Promise<void> {
  const others = await tx.find(Image, { select: { id: true, state: true }, where: { problemId: problemId!, slot, id: Not(id), state: In(['accepted', 'rejected']) }, order: { id: 'ASC' } });
  const findings = await tx.findBy(ProblemItem, { problemId: problemId!, slot });
  const most = mostPerFinding * Math.max(1, new Set(findings.map(({ imageId }) => imageId)).size);
  const good = others.filter(({ state }) => state === 'accepted');
  const tooMany = accepted ? good.slice(0, Math.max(0, good.length + 1 - most)) : [];
  const gone = [...others.filter(({ state }) => state === 'rejected'), ...tooMany].map((image) => image.id);
  if (gone.length > 0) await tx.update(Image, gone, { state: 'replaced' });
}

/** 退回再改: what was handed in stays to be seen, and counts no more. */
export async function returnCorrections(tx: EntityManager, problemId: string): Promise<void> {
  const handedIn = await tx.find(Image, { select: { id: true }, where: { problemId, state: 'accepted' } });
  if (handedIn.length > 0) await tx.update(Image, handedIn.map(({ id }) => id), { state: 'returned' });
}

/** To what an act on a picture is entered: the problem that it corrects, or its deal. */
export function subjectOf({ problemId, transactionId }: Pick<Image, 'problemId' | 'transactionId'>): Act['subject'] {
  return problemId ? { type: 'problem', id: problemId } : { type: 'transaction', id: transactionId };
}
