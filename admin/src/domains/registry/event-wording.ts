import { certificateStates, companyStates, licenceStates, registerActions, registerReasons, terminalStates } from '@yongche/contract/vocabulary';
import type { RegisterEvent, RegisterSubject } from './register';

/** Chinese names of the fields that the ledger compares. */
const fieldNames: Record<string, string> = {
  name: '名称',
  creditCode: '统一社会信用代码',
  address: '住所',
  licenceState: '执照状态',
  licenceExpiresOn: '营业期限至',
  location: '安装位置',
  expiresOn: '有效期',
  edition: '版次',
  state: '状态',
  suspendedUntil: '暂停至',
  companyId: '所属企业',
};

/** Actions whose name alone says what became of the state. */
const statesAreClear = new Set<RegisterEvent['action']>(['suspended', 'resumed', 'ended']);

const stateLists: Record<RegisterSubject, Record<string, string>> = {
  company: companyStates,
  certificate: certificateStates,
  app: {},
  terminal: terminalStates,
};

interface Change {
  label: string;
  before: string | null;
  after: string | null;
}

/** What an event changed, field by field; what the action already says, and what has no Chinese name, is left out. */
export function changesOf({ subjectType, action, changes }: Pick<RegisterEvent, 'subjectType' | 'action' | 'changes'>): Change[] {
  return Object.entries(changes).flatMap(([field, { before, after }]) => {
    const label = fieldNames[field];
    if (!label || (field === 'state' && statesAreClear.has(action)) || before === after) return [];
    const words = field === 'state' ? stateLists[subjectType] : field === 'licenceState' ? licenceStates : {};
    const wordOf = (value: string | null) => (value === null ? null : ((words as Record<string, string>)[value] ?? value));
    return [{ label, before: wordOf(before), after: wordOf(after) }];
  });
}

/** 住所：甲路1号 → 乙路2号, or 暂停至：2026-12-01 where there was nothing before. */
export function changeSentence({ label, before, after }: Change): string {
  return before === null ? `${label}：${after ?? '无'}` : `${label}：${before} → ${after ?? '无'}`;
}

/** 注销（主体清理）: what happened, and why. */
export function eventTitle({ action, reason }: Pick<RegisterEvent, 'action' | 'reason'>): string {
  return `${registerActions[action]}（${registerReasons[reason]}）`;
}

/** +1, −1 or nothing: what the event adds to the stock. */
export function deltaWord(delta: number): string {
  return delta > 0 ? `+${delta}` : delta < 0 ? `−${-delta}` : '';
}
