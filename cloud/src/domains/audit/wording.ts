import {
  agendaStates,
  auditActions,
  auditFields,
  auditRoles,
  auditSubjects,
  certificateStates,
  companyStates,
  dueStates,
  duesSchemeStates,
  dutyStates,
  inspectionStates,
  licenceStates,
  measureStates,
  meetingStates,
  memberPositions,
  membershipChangeStates,
  membershipStates,
  problemStates,
  requestStates,
  resolutionStates,
  ruleBookStates,
  rulePackStates,
  samplingPlanStates,
  staffRoles,
  staffStates,
  terminalStates,
  transactionStates,
  verificationMethods,
  verificationStates,
  violationStates,
} from '@yongche/contract';
import type { Changes } from '../../audit/changes';
import type { EventRow } from '../../audit/chain';
import { dayInShanghai } from '../../clock';
import type { Finding } from './audit-verification.entity';

/** The word of a list, or the key itself: the log outlives the vocabulary. */
export const wordOf = (list: Record<string, string>, key: string): string => list[key] ?? key;

export const actionLabel = (action: string) => wordOf(auditActions, action);
export const subjectLabel = (type: string) => wordOf(auditSubjects, type);

/** In which role somebody acted; an answer to nobody logged in (a refused login, the storage's notice) has none. */
export function roleLabel({ actor_role: role, actor_kind: kind }: Pick<EventRow, 'actor_role' | 'actor_kind'>): string {
  if (role) return wordOf(auditRoles, role);
  return kind === 'system' ? '未登录' : '';
}

const states: Record<string, Record<string, string>> = {
  transaction: transactionStates,
  verification: verificationStates,
  certificate: certificateStates,
  company: companyStates,
  terminal: terminalStates,
  request: requestStates,
  duty: dutyStates,
  staff: staffStates,
  rule_pack: rulePackStates,
  inspection: inspectionStates,
  sampling_plan: samplingPlanStates,
  problem: problemStates,
  meeting: meetingStates,
  agenda_item: agendaStates,
  resolution: resolutionStates,
  rule_book: ruleBookStates,
  violation: violationStates,
  measure: measureStates,
  member: membershipStates,
  membership_change: membershipChangeStates,
  dues_scheme: duesSchemeStates,
  due: dueStates,
};
const words: Record<string, Record<string, string>> = { method: verificationMethods, role: staffRoles, licenceState: licenceStates, position: memberPositions };

/** What changed, field by field, in words. */
export function describeChanges(subjectType: string, changes: Changes) {
  return Object.entries(changes).map(([field, { before, after }]) => {
    const list = field === 'state' ? states[subjectType] : words[field];
    return { field, label: wordOf(auditFields, field), before: valueOf(before, list), after: valueOf(after, list) };
  });
}

function valueOf(value: unknown, list: Record<string, string> = {}): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map((item) => valueOf(item, list) ?? '—').join('、');
  if (typeof value !== 'string') return JSON.stringify(value);
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? secondInShanghai(new Date(value)) : wordOf(list, value);
}

const time = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hourCycle: 'h23', timeStyle: 'medium' });

/** A moment as `2026-11-03 09:05:07` in Shanghai. */
export const secondInShanghai = (at: Date) => `${dayInShanghai(at)} ${time.format(at)}`;

/** A finding as one plain sentence. */
export function sentenceOf({ kind, seq, toSeq, eventId, expected, source }: Finding): string {
  const where = source === 'storage' ? '对象存储中的' : '数据库中的';
  const range = toSeq === null || toSeq === seq ? `第${seq}条` : `第${seq}至${toSeq}条`;
  const sentences: Record<Finding['kind'], string> = {
    row_changed: `第${seq}条记录的内容在入链后被改动（记录编号 ${eventId}）。`,
    row_removed: seq === null ? `一条还没入链的记录被删除（记录编号 ${eventId}）。` : `第${seq}条记录被删除，只留下链上的位置（记录编号 ${eventId}）。`,
    row_inserted: `一条记录绕过审计链写入（记录编号 ${eventId}）。`,
    row_backdated: `第${seq}条记录的时间早于它之前的记录十分钟以上，可能是倒填（记录编号 ${eventId}）。`,
    link_broken: `审计链在第${seq}条断开：第${seq}条或前一条的哈希被改写，应为 ${expected}。`,
    links_missing: `审计链缺少${range}，记录连同链上的位置都被删除。`,
    tail_truncated: `审计链的末尾（${range}）被删除：${where}检查点证明它们存在过。`,
    chain_replaced: seq === 0 ? '审计链的起点被改写。' : `${range}之间的审计链被整段改写：与${where}已签名检查点不符。`,
    checkpoint_forged: `${where}检查点（第${seq}条）签名不符，不是本系统签发的原件。`,
    checkpoint_missing: `${where}检查点（第${seq}条）被删除。`,
  };
  return sentences[kind];
}
