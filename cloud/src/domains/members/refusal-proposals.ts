import { contactOutcomes, contactWays } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { yuan } from '../../yuan';
import { proposeItem, withdrawItem } from '../governance/agenda';
import { AgendaItem } from '../governance/agenda-item.entity';
import { addDays } from '../registry/duties';
import { titleOfDue } from './due-payable';
import { Due, DuesContact } from './due.entity';
import { keyOfRefusal, lockDue, outstandingOfDue } from './dues';
import { DuesScheme } from './dues-scheme.entity';
import { lockMember } from './member-moves';
import { standingOn } from './standings';

/**
 * 拒不缴纳: puts an open due before the chairs, once the scheme's period is over, with what is owed and how often the member was
 * reminded. Nothing where it is paid, is before them already, or the member is suspended or gone.
 */
export async function proposeRefusal(tx: EntityManager, dueId: string, by: By): Promise<void> {
  const due = await lockDue(tx, dueId);
  const outstandingFen = await outstandingOfDue(tx, dueId);
  const { content } = await tx.findOneByOrFail(DuesScheme, { version: due.schemeVersion });
  const today = dayInShanghai(by.at);
  if (due.state !== 'open' || due.refusalItemId || outstandingFen <= 0 || today <= addDays(due.dueOn, content.proposeAfterDays)) return;
  const member = await lockMember(tx, due.memberId);
  if ((await standingOn(tx, member.id, today))?.state !== 'active') return;
  const what = titleOfDue(due);
  const itemId = await proposeItem(
    tx,
    {
      kind: 'dues_refusal',
      key: keyOfRefusal(dueId),
      title: `不缴纳${what}：${member.name}`,
      proposal: `${member.name}（${member.number}）的${what}应于${due.dueOn}前缴纳，逾期超过${content.proposeAfterDays}天，经催缴仍未缴清。建议暂停会籍，缴清后由会长例会恢复。通过即暂停会籍；不通过的，会籍不变，会费仍应缴纳。`,
      facts: await factsOf(tx, due, outstandingFen),
      link: keyOfRefusal(dueId),
      decidedIn: 'chairs',
      madeBy: null,
    },
    by,
  );
  await tx.update(Due, dueId, { refusalItemId: itemId });
  await audit(tx, by, { action: 'members.refusal_proposed', subject: { type: 'due', id: dueId }, details: { itemId, outstandingFen } });
}

/** Most lines of contacts on the agenda. */
const mostContacts = 15;

/** What is owed, and every contact by day, way and outcome; notes stay in the file, for they may name persons. */
async function factsOf(tx: EntityManager, due: Due, outstandingFen: number): Promise<string[]> {
  const contacts = await tx.find(DuesContact, { where: { dueId: due.id }, order: { at: 'DESC', id: 'DESC' } });
  const reminders = new Set(contacts.map(({ step }) => step).filter((step) => step !== null)).size;
  const noted = contacts.filter(({ outcome }) => outcome === 'noted').length;
  return [
    `应缴 ${yuan(due.fen)}，已缴 ${yuan(due.fen - outstandingFen)}，未缴 ${yuan(outstandingFen)}`,
    `缴费期限：${due.dueOn}`,
    `系统催缴${reminders}次，秘书处联系${noted}次`,
    ...contacts.slice(0, mostContacts).map(({ at, way, outcome }) => `${dayInShanghai(at)} ${contactWays[way]}：${contactOutcomes[outcome]}`),
  ];
}

/** Takes the matter back where the due was paid before the meeting decided; it may come up again if the money goes back. */
export async function withdrawPaidRefusal(tx: EntityManager, dueId: string, by: By): Promise<void> {
  // The item before the due: in this order the meeting's decision locks them too.
  const item = await tx.findOne(AgendaItem, { where: { openKey: keyOfRefusal(dueId) }, lock: { mode: 'pessimistic_write' } });
  await lockDue(tx, dueId);
  if (!item || (await outstandingOfDue(tx, dueId)) > 0) return;
  await withdrawItem(tx, keyOfRefusal(dueId), '会费已缴清。', by);
  await tx.update(Due, dueId, { refusalItemId: null });
}
