import type { RequestOf } from '@yongche/contract';
import { registerReasons } from '@yongche/contract/vocabulary';

type Suspension = RequestOf<'POST /register/:subjectType/:id/suspension'>;
export type SuspensionReason = Suspension['body']['reason'];

/** What is about to be suspended or resumed. */
export interface SuspendedSubject {
  type: Suspension['params']['subjectType'];
  id: string;
  name: string;
  /** Certificates of a company that are in force. */
  agents?: number;
}

const reasons: SuspensionReason[] = ['investigation', 'licence_abnormal', 'rectification', 'points', 'sanction', 'own_request'];
/** Reasons that make sense for one kind of subject only. */
const companiesOnly: SuspensionReason[] = ['licence_abnormal', 'rectification'];

/** Reasons to choose from, with their Chinese terms. */
export function suspensionReasons(type: SuspendedSubject['type']): Partial<Record<SuspensionReason, string>> {
  const fitting = reasons.filter((reason) => type === 'company' || !companiesOnly.includes(reason));
  return Object.fromEntries(fitting.map((reason) => [reason, registerReasons[reason]]));
}

/** What follows at once, and when it ends. */
export function suspensionConsequence(subject: SuspendedSubject, { until, reason }: { until: string | undefined; reason: SuspensionReason | undefined }): string {
  const end = until ? `到 ${until} 期满自动恢复，也可以提前恢复。` : '期满自动恢复，也可以提前恢复。';
  if (subject.type === 'terminal') return `立即生效：这个固定端不能再办理业务。${end}`;
  if (subject.type === 'certificate') return `立即生效：该代理人不能办理业务，APP 停用。${end}`;
  const agents = subject.agents ?? 0;
  if (reason === 'rectification') {
    return `企业转为限期整改${until ? `，到 ${until}` : ''}；${agents} 名代理人仍可办理业务。整改好以后由秘书处恢复。`;
  }
  return `立即生效：${agents} 名代理人立即不能办理业务。${end}`;
}
