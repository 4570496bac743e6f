import { returnCodes } from '@yongche/contract';
import type { RuleBookContent } from '@yongche/contract/discipline.shapes';
import type { EntityManager } from 'typeorm';
import { ensure } from '../../http/errors';
import { Image } from '../transactions/image.entity';
import type { Transaction } from '../transactions/transaction.entity';
import type { ProblemItem } from './problem.entity';

type ReturnCode = keyof typeof returnCodes;

/** One finding of a look. */
export interface Mark {
  imageId: string | null;
  /** Which photo is missing, where there is no picture. */
  slot?: string | null;
  code: ReturnCode;
  /** Null where it is the usual one of the code, or none. */
  violation: string | null;
  note: string | null;
}

/** A finding as a problem keeps it. */
export type Finding = Pick<ProblemItem, 'imageId' | 'slot' | 'code' | 'violation' | 'note'>;

/** The title of a finding that speaks of no photo. */
export const ofTheDeal = '交易资料';

/**
 * The findings of the marks: each with its slot, and the violation that it is by the book in force; without a book there are none.
 * @throws image.not_found for a picture that is not the deal's
 */
export async function findingsOf(tx: EntityManager, deal: Pick<Transaction, 'id'>, marks: Mark[], book: Pick<RuleBookContent, 'byReturnCode'> | undefined): Promise<Finding[]> {
  const images = await tx.find(Image, { select: { id: true, slot: true, problemId: true }, where: { transactionId: deal.id } });
  const slotOf = new Map(images.filter(({ problemId }) => problemId === null).map(({ id, slot }) => [id, slot]));
  return marks.map(({ imageId, slot = null, code, violation, note }) => {
    ensure(imageId === null || slotOf.has(imageId), 'image.not_found', { imageId });
    return { imageId, slot: imageId ? slotOf.get(imageId)! : slot, code, violation: book ? (violation ?? book.byReturnCode[code] ?? null) : null, note };
  });
}

/** 照片 and what is wrong with it, such as 行驶证主页：翻拍、屏拍; the note of an inspector is for who opens the problem. */
export function wordsOf({ slot, code }: Pick<Finding, 'slot' | 'code'>, titleOf: (slot: string) => string): string {
  return `${slot ? titleOf(slot) : ofTheDeal}：${code === 'R13' ? '其他问题' : returnCodes[code]}`;
}

/** So many findings are told in one text. */
const mostTold = 8;

/** All findings in one line, as far as a message or a notice has room. */
export function listed(findings: string[]): string {
  return findings.slice(0, mostTold).join('；') + (findings.length > mostTold ? `；等共${findings.length}处` : '');
}

interface ViolationMark {
  violation: string;
  pictures: { imageId: string; slot: string; title: string; note: string }[];
  facts: string;
}

/** The findings by the violation that they are, each with its pictures and the facts in one sentence. */
export function violationsIn(findings: Finding[], { serial, plate }: Pick<Transaction, 'serial' | 'plate'>, titleOf: (slot: string) => string): ViolationMark[] {
  const codes = [...new Set(findings.flatMap(({ violation }) => violation ?? []))];
  return codes.map((violation) => {
    const own = findings.filter((finding) => finding.violation === violation);
    const words = own.map((finding) => (finding.code === 'R13' ? `${finding.slot ? titleOf(finding.slot) : ofTheDeal}：${finding.note}` : wordsOf(finding, titleOf)));
    return {
      violation,
      facts: `${plate}（流水号${serial}）${listed(words)}。`,
      pictures: own.flatMap(({ imageId, slot, code, note }) => (imageId && slot ? [{ imageId, slot, title: titleOf(slot), note: note ?? returnCodes[code] }] : [])),
    };
  });
}
