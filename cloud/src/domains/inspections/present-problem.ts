import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { Actor } from '../../http/actor';
import { bookOf } from '../discipline/books-in-force';
import { photoTitles } from '../evidence/evidence-state';
import { correctionImagesOf, frozenFingerprintsOf } from '../transactions/correction-images';
import { presentImage } from '../transactions/present';
import { Transaction } from '../transactions/transaction.entity';
import { isPictureFor, withoutPicture } from './correction-rules';
import { type Problem, ProblemItem } from './problem.entity';
import { ofTheDeal } from './problem-findings';
import { readSummaries } from './problem-list';
import { stepsOf } from './problem-steps';
import { mayCorrect, mayExtend, mayReviewCorrection, mayWithdrawProblem } from './problems.policy';

/** 问题单 as `actor` may see it: the findings with what was taken for them, what happened, and what may be done now. */
export async function presentProblem(tx: EntityManager, keys: KeyRing, problem: Problem, actor: Actor) {
  const [summaries, deal, items, images, steps] = [
    await readSummaries(tx, keys, 'WHERE p.id = ?', [problem.id]),
    await tx.findOneByOrFail(Transaction, { id: problem.transactionId }),
    await tx.find(ProblemItem, { where: { problemId: problem.id }, order: { id: 'ASC' } }),
    await correctionImagesOf(tx, problem.id),
    await stepsOf(tx, problem.id),
  ];
  const titleOf = await photoTitles(tx, deal);
  const missing = withoutPicture(items, images, await frozenFingerprintsOf(tx, deal.id));
  const codes = problem.bookVersion ? (await bookOf(tx, problem.bookVersion)).codes : [];
  return {
    ...summaries[0]!,
    items: items.map((item) => ({
      imageId: item.imageId,
      slot: item.slot,
      title: item.slot ? titleOf(item.slot) : ofTheDeal,
      code: item.code,
      violation: item.violation,
      violationName: codes.find(({ code }) => code === item.violation)?.name ?? null,
      note: item.note,
      missing: missing.includes(item),
      corrections: images.filter((image) => isPictureFor(item, image, items)).map(presentImage),
    })),
    correctionNote: problem.correctionNote,
    steps,
    may: { correct: mayCorrect(actor, problem, deal), review: mayReviewCorrection(actor, problem), extend: mayExtend(actor, problem), withdraw: mayWithdrawProblem(actor, problem) },
  };
}
