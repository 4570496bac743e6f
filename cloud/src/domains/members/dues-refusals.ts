import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { titleOfDue } from './due-payable';
import { lockDue, outstandingOfDue } from './dues';
import { lockMember, moveMember } from './member-moves';
import { isMember, lastStanding } from './standings';

interface Decided {
  adopted: boolean;
  resolutionId: string;
  resolutionNumber: string;
}

/**
 * 拒不缴纳会费的处理: adopted, the membership is suspended from today on; gives what was done, in plain Chinese. Who has paid
 * meanwhile, or is suspended or gone by another decision, stays as it is.
 */
export async function decideRefusal(tx: EntityManager, dueId: string, { adopted, resolutionId, resolutionNumber }: Decided, by: By): Promise<string> {
  const due = await lockDue(tx, dueId);
  const outstandingFen = await outstandingOfDue(tx, dueId);
  const member = await lockMember(tx, due.memberId);
  const last = await lastStanding(tx, member.id);
  const suspends = adopted && due.state === 'open' && outstandingFen > 0 && last?.state === 'active';
  await audit(tx, by, { action: 'members.refusal_decided', subject: { type: 'due', id: dueId }, details: { adopted, resolution: resolutionNumber, outstandingFen, suspends } });
  if (!adopted) return `决议不通过，${member.name}的会籍不变，会费仍应缴纳。`;
  if (due.state !== 'open' || outstandingFen <= 0) return `${member.name}的会费在决议确认前已缴清或撤销，会籍不变。`;
  if (!suspends) return isMember(last) ? `${member.name}的会籍已经暂停，没有变化；会费仍应缴纳。` : `${member.name}已退会，会籍没有变化；会费仍应缴纳。`;
  // What is decided already for a day to come stays as it was decided.
  const today = dayInShanghai(by.at);
  const effectiveOn = last.effectiveOn > today ? last.effectiveOn : today;
  await moveMember(tx, member.id, { kind: 'suspend', effectiveOn, reason: `没有缴纳${titleOfDue(due)}`, resolutionId }, by);
  return `自${effectiveOn}起暂停${member.name}的会籍，期间按非会员计价；会费仍应缴纳，缴清后可由会长例会恢复会籍。`;
}
