import type { z } from 'zod';
import type { inspectionEndpoints } from '@yongche/contract/inspections';
import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import { changesOf } from '../../audit/changes';
import type { AgentActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { photoTitles } from '../evidence/evidence-state';
import { correctionImagesOf, frozenFingerprintsOf, permitCorrections } from '../transactions/correction-images';
import { ensureWorking } from '../transactions/deals';
import { Transaction } from '../transactions/transaction.entity';
import type { PermitDeps } from '../transactions/upload-permits';
import { hasFinding, withoutPicture } from './correction-rules';
import { type Problem, ProblemItem } from './problem.entity';
import { ofTheDeal, wordsOf } from './problem-findings';
import { isOpenTo, moveProblem } from './problem-states';
import { noteSteps } from './problem-steps';
import { lockProblem } from './problems';
import { isManagerOf } from './problems.policy';

type PictureRequest = z.output<(typeof inspectionEndpoints)['POST /problems/:id/images']['body']>['images'][number];

/**
 * 改正照片的直传许可: beside the frozen pictures of the deal, in the slots in which something was found.
 * @throws problem.not_found, problem.wrong_state, registry.certificate_not_in_force, transaction.slot_unknown
 */
export async function permitCorrectionPictures(tx: EntityManager, { deps, id, actor, requests }: { deps: PermitDeps; id: string; actor: AgentActor; requests: PictureRequest[] }, by: By) {
  const { problem, deal, items } = await lockForCorrection(tx, id, actor);
  return permitCorrections(tx, { deps, deal, problemId: problem.id, hasFinding: (slot) => hasFinding(items, slot), requests }, by);
}

/**
 * 提交改正: what was done, with a good picture for each finding that needs one.
 * @throws problem.not_found, problem.wrong_state, registry.certificate_not_in_force, problem.nothing_corrected with the findings
 */
export async function submitCorrection(tx: EntityManager, { id, note, actor }: { id: string; note: string; actor: AgentActor }, by: By): Promise<Problem> {
  const { problem, deal, items } = await lockForCorrection(tx, id, actor);
  const images = await correctionImagesOf(tx, id);
  const missing = withoutPicture(items, images, await frozenFingerprintsOf(tx, deal.id));
  const titleOf = await photoTitles(tx, deal);
  ensure(missing.length === 0, 'problem.nothing_corrected', missing.map((item) => ({ slot: item.slot, title: item.slot ? titleOf(item.slot) : ofTheDeal, sentence: `${wordsOf(item, titleOf)}，还没有合格的重拍照片（与原照片相同的不算）。` })));
  const corrected = await moveProblem(tx, problem, 'correct', { correctionNote: note, correctedAt: by.at });
  ensure(corrected, 'problem.wrong_state');
  await noteSteps(tx, problem, by, { step: 'corrected', note });
  const pictures = images.filter(({ state }) => state === 'accepted').length;
  await audit(tx, by, { action: 'problems.corrected', subject: { type: 'problem', id }, details: { number: problem.number, images: pictures }, changes: changesOf<Problem>(problem, { state: corrected.state }) });
  return corrected;
}

/** A manager acts for the company; the agent only under the certificate of the deal. */
async function lockForCorrection(tx: EntityManager, id: string, actor: AgentActor): Promise<{ problem: Problem; deal: Transaction; items: ProblemItem[] }> {
  const problem = await lockProblem(tx, id, actor);
  const deal = await tx.findOneByOrFail(Transaction, { id: problem.transactionId });
  if (!isManagerOf(actor, problem)) ensureWorking(actor, deal);
  ensure(isOpenTo('correct', problem), 'problem.wrong_state');
  return { problem, deal, items: await tx.find(ProblemItem, { where: { problemId: id }, order: { id: 'ASC' } }) };
}
