import { countOf } from '../../components/counts';
import { minuteOf } from '../../components/moments';
import type { AuditState, AuditVerification } from './audit';

export interface Verdict {
  tone: 'good' | 'bad' | 'busy' | 'plain';
  title: string;
  /** By whom, when, how much. */
  line: string;
}

/** The state of the log in plain words: what runs, or what the last verification found. */
export function verdictOf({ verification, lastFinished }: Pick<AuditState, 'verification' | 'lastFinished'>): Verdict {
  if (verification && verification.finishedAt === null) {
    return { tone: 'busy', title: '正在校验', line: `已核对 ${countOf(verification.rows)} / ${countOf(verification.toSeq)} 条` };
  }
  if (!lastFinished) return { tone: 'plain', title: '尚未校验', line: '每天凌晨3点自动校验，也可以立即校验。' };
  return { tone: lastFinished.ok ? 'good' : 'bad', title: lastFinished.ok ? '完好' : `发现 ${lastFinished.found} 处异常`, line: lineOf(lastFinished) };
}

function lineOf({ requestedBy, finishedAt, rows, milliseconds }: AuditVerification): string {
  const seconds = milliseconds < 1000 ? '不到1秒' : `${Math.round(milliseconds / 1000)}秒`;
  return `${minuteOf(finishedAt!)} ${requestedBy ? `由${requestedBy}发起` : '自动校验'}，逐条核对 ${countOf(rows)} 条，用时${seconds}`;
}

/** A hash as people compare it: the first and the last eight digits. */
export const shortHash = (hash: string) => `${hash.slice(0, 8)}…${hash.slice(-8)}`;
