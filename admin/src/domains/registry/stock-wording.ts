import { registerReasons, registerSubjects } from '@yongche/contract/vocabulary';
import type { RegisterSubject, StockFigures } from './register';

/** 期初 + 新增 − 注销 = 期末, as one sentence. */
export function identityOf({ opening, issued, ended, closing }: StockFigures): string {
  return `期初 ${opening} + 新增 ${issued} − 注销 ${ended} = 期末 ${closing}`;
}

/** What the count of the rows themselves says. */
export function countOf({ counted }: StockFigures): string {
  return counted === null ? '名册实数：该日没有清点' : `名册实数 ${counted}`;
}

/** What does not add up, in one sentence; undefined where everything does. */
export function mismatchOf({ ok, opening, issued, ended, closing, counted, findings }: StockFigures): string | undefined {
  if (ok) return undefined;
  const reasons = [
    opening + issued - ended !== closing && `台账推算应为 ${opening + issued - ended}`,
    counted !== null && counted !== closing && `期末与名册实数相差 ${Math.abs(counted - closing)}`,
    findings.length > 0 && `有 ${findings.length} 条记录对不上`,
  ].filter(Boolean);
  return reasons.length > 0 ? `不相符：${reasons.join('，')}` : '不相符，请立即核对';
}

/** 自行申请 66、主体清理 91: what ended, by reason, the most frequent first. */
export function endedByReasonOf({ endedByReason }: StockFigures): string {
  return [...endedByReason]
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .map(({ reason, count }) => `${registerReasons[reason]} ${count}`)
    .join('、');
}

/** Where a record of the ledger is looked at: its file; an app, which bears its certificate's number, is found by that. */
export function subjectHref(subjectType: RegisterSubject, subjectId: string, subjectName: string): string {
  if (subjectType === 'app') return `/register/certificates?${new URLSearchParams({ q: subjectName })}`;
  const folders = { company: 'companies', certificate: 'certificates', terminal: 'terminals' } as const;
  return `/register/${folders[subjectType]}/${subjectId}`;
}

/** 企业 示范车行有限公司. */
export function namedSubject(subjectType: RegisterSubject, name: string): string {
  return `${registerSubjects[subjectType]} ${name}`;
}
