import { documentKinds } from '@yongche/contract';
import type { DocumentField, DocumentKind, ReadField } from '../src/adapters/ocr/ocr';
import { dayOf } from '../src/domains/checks/compare/days';
import { plain } from '../src/domains/checks/compare/likeness';
import { fenOfFigures, fenOfWords } from '../src/domains/checks/compare/money';
import { vinOf } from '../src/domains/checks/compare/vehicle';
import type { PaperValues } from '../local/documents/sheet';

/** How one value is written so that two that mean the same are equal. */
function meaning(field: DocumentField, value: string): string {
  if (field === 'totalInWords') return String(fenOfWords(value) ?? fenOfFigures(value) ?? value);
  if (field === 'totalInFigures') return String(fenOfFigures(value) ?? value);
  if (/^(valid|issuedOn|registeredOn|inspectionValid)/.test(field)) return dayOf(value) ?? value;
  return field === 'vin' ? vinOf(value) : plain(value).replace(/[·（）()]/g, '');
}

interface FieldCounts {
  pictures: number;
  right: number;
  wrong: number;
  /** Wrong, and so sure of it that a rule would count it. */
  surelyWrong: number;
  missing: number;
}

/** How many fields were read right, by kind of paper. */
export class RightFields {
  readonly kinds = new Map<DocumentKind, FieldCounts>();
  readonly mistakes: string[] = [];

  /** @param sure from this confidence on a wrong value counts against the deal */
  constructor(private readonly sure: number) {}

  add(kind: DocumentKind, truth: PaperValues, read: ReadField[], what: string): void {
    const counts = this.kinds.get(kind) ?? { pictures: 0, right: 0, wrong: 0, surelyWrong: 0, missing: 0 };
    this.kinds.set(kind, counts);
    counts.pictures++;
    for (const [field, value] of Object.entries(truth) as [DocumentField, string | undefined][]) {
      if (value === undefined) continue;
      const found = read.find((one) => one.field === field);
      if (found && meaning(field, found.value) === meaning(field, value)) counts.right++;
      else if (found) counts.wrong++;
      else counts.missing++;
      if (found && found.confidence >= this.sure && meaning(field, found.value) !== meaning(field, value)) counts.surelyWrong++;
      if (!found || meaning(field, found.value) !== meaning(field, value)) this.mistakes.push(`${what} ${documentKinds[kind]} ${field}：${value} → ${found ? `${found.value} (${found.confidence.toFixed(2)})` : '没有读出'}`);
    }
  }
}
