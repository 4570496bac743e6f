import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import { ensure } from '../../http/errors';
import { decideAppealInMeeting, executeCancellation, rectifyRepeatOffender } from '../discipline/meeting-decisions';
import { carryOutChange } from '../members/membership-changes';
import { decideRefusal } from '../members/dues-refusals';
import type { AgendaItem } from './agenda-item.entity';
import type { Resolution } from './resolution.entity';

type Item = Pick<AgendaItem, 'kind' | 'link'>;
type Decided = Pick<Resolution, 'id' | 'outcome' | 'number' | 'ballot' | 'recordedBy'>;

/** Carries out what an item of one kind asks for, or what follows from its rejection; gives what was done, in plain Chinese. */
type Execution = (tx: EntityManager, item: Item, decided: { adopted: boolean; resolutionId: string; resolutionNumber: string; ballot: Resolution['ballot']; recordedBy: string }, by: By) => Promise<string>;

/** What a confirmed resolution does, in its transaction. An adjourned one does nothing but wait. */
export function carryOut(tx: EntityManager, item: Item, { id, outcome, number, ballot, recordedBy }: Decided, by: By): Promise<string> {
  if (outcome === 'adjourned') return Promise.resolve('本次会议暂缓，议题退回待上会，留待下次会议再议。');
  return executions[item.kind](tx, item, { adopted: outcome === 'adopted', resolutionId: id, resolutionNumber: number, ballot, recordedBy }, by);
}

const executions: Record<AgendaItem['kind'], Execution> = {
  cancellation: (tx, item, { adopted, resolutionNumber }, by) => executeCancellation(tx, linkedTo(item, 'measure'), { adopted, resolutionNumber }, by),
  // What is put to the vote is to uphold the decision: without a majority for it, it does not stand.
  cancellation_appeal: (tx, item, { adopted, resolutionNumber, recordedBy }, by) => decideAppealInMeeting(tx, linkedTo(item, 'violation'), { outcome: adopted ? 'upheld' : 'revoked', resolutionNumber, recordedBy }, by),
  repeat_offender: (tx, item, { adopted, resolutionNumber }, by) => (adopted ? rectifyRepeatOffender(tx, repeatOffender(item), { resolutionNumber }, by) : Promise.resolve('决议不通过，不采取措施。')),
  rule_book: (_tx, _item, { adopted }) =>
    Promise.resolve(adopted ? '表决通过。会长现在可以在“管理细则”中写明公布情况和生效日，这一版管理细则届时生效。' : '表决未通过，这一版管理细则不生效；可以修改后重新提交会员大会。'),
  membership: (tx, item, { adopted, resolutionId }, by) => carryOutChange(tx, linkedTo(item, 'membership'), { adopted, resolutionId }, by),
  dues_refusal: (tx, item, { adopted, resolutionId, resolutionNumber }, by) => decideRefusal(tx, linkedTo(item, 'due'), { adopted, resolutionId, resolutionNumber }, by),
  dues_scheme: (_tx, _item, { adopted, ballot }) => Promise.resolve(whatOfScheme(adopted, ballot)),
  tariff: (_tx, _item, { adopted }) => Promise.resolve(adopted ? '表决通过。会长现在可以在“收费标准”中写明公布情况和生效日，这一版收费标准届时施行。' : '表决未通过，这一版收费标准不施行；可以修改后重新提交会员大会。'),
  other: (_tx, _item, { adopted }) => Promise.resolve(adopted ? '决议通过，由秘书处按决议内容办理。' : '决议不通过，不作处理。'),
};

/** Dues are adopted by secret ballot (law.md R-F7): a show of hands passes nothing. */
function whatOfScheme(adopted: boolean, ballot: Resolution['ballot']): string {
  if (!adopted) return '表决未通过，这一版会费标准不施行；可以修改后重新提交会员大会。';
  if (ballot !== 'secret') return '赞成票过半，但会费标准须经无记名投票，这次是举手表决，不能据此施行；请重新提交会员大会。';
  return '表决通过。会长现在可以在“会费标准”中写明公布情况和起始年度，这一版会费标准届时施行。';
}

function linkedTo({ link }: Item, type: string): string {
  const [kind, id] = link?.split(':') ?? [];
  ensure(kind === type && id, 'governance.item_wrong_state');
  return id;
}

function repeatOffender(item: Item): { type: 'market' | 'company'; id: string } {
  const type = item.link?.startsWith('market:') ? 'market' : 'company';
  return { type, id: linkedTo(item, type) };
}
