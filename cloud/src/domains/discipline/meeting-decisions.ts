import type { EntityManager } from 'typeorm';
import { createHash } from 'node:crypto';
import type { By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { ensure } from '../../http/errors';
import { workingDayAfter } from '../../working-days';
import { endAccountBySanction } from '../identity/staff-accounts';
import { endCertificates, lockCertificates } from '../registry/certificate-moves';
import { endCompanies, lockCompany } from '../registry/companies';
import { closeMarket } from '../registry/terminals';
import { settleAppeal } from './appeals';
import { bookInForce } from './books-in-force';
import { whoIs } from './cancellations';
import { cycleOn } from './cycles';
import { followMeasures } from './effects';
import { Measure } from './measure.entity';
import { endMeasure, take, usualWorkingDays } from './measures';
import { lockAccounts, recount } from './standings';
import { keyOfSubject, type Subject } from './subjects';
import { Violation } from './violation.entity';

/**
 * 执行取消资格: adopted, the subject's right ends at once; not adopted, the cancellation is revoked and the suspension that
 * bridged the time with it. One that is no longer proposed, because the points have changed, is left as it is.
 * @returns what was done, in Chinese, for the resolution
 */
export async function executeCancellation(tx: EntityManager, measureId: string, { adopted, resolutionNumber }: { adopted: boolean; resolutionNumber: string }, by: By): Promise<string> {
  const seen = await tx.findOneBy(Measure, { id: measureId });
  ensure(seen, 'discipline.measure_not_found');
  const subject: Subject = { type: seen.subjectType, id: seen.subjectId };
  await lockAccounts(tx, [subject]);
  const measure = await tx.findOneOrFail(Measure, { where: { id: measureId }, lock: { mode: 'pessimistic_write' } });
  const who = await whoIs(tx, subject);
  if (measure.state !== 'proposed') return `${who}的扣分已有变动，这项取消已经结束，没有执行。`;
  if (!adopted) {
    await endMeasure(tx, measure, { state: 'revoked', reason: `会长例会没有通过（决议${resolutionNumber}）。` }, by);
    await followMeasures(tx, subject, by);
    return `${who}的资格保留，先行暂停已解除。`;
  }
  await endMeasure(tx, measure, { state: 'executed', reason: `依据会长例会决议${resolutionNumber}。` }, by);
  return `${who}的资格已取消：${await endRightOf(tx, subject, by)}。`;
}

/** Ends the right of a subject. @returns what ended, in Chinese */
async function endRightOf(tx: EntityManager, { type, id }: Subject, by: By): Promise<string> {
  if (type === 'agent') {
    const held: { id: string }[] = await tx.query("SELECT id FROM certificates WHERE person_id = ? AND state <> 'cancelled'", [id]);
    const ended = await endCertificates(tx, await lockCertificates(tx, { ids: held.map((certificate) => certificate.id) }), 'cancelled', 'sanction', by);
    return `注销代理证${ended.certificates}张、APP ${ended.apps}个`;
  }
  if (type === 'company') {
    const ended = await endCompanies(tx, [await lockCompany(tx, id)], 'sanction', by);
    return `注销企业${ended.companies}家、代理证${ended.certificates}张、APP ${ended.apps}个`;
  }
  if (type === 'market') return `关闭固定端${await closeMarket(tx, id, by)}个，不再办理新的交易`;
  await endAccountBySanction(tx, id, by);
  return '注销操作员账号';
}

/** 取消资格的申诉, as the meeting decided it. @returns what was done, in Chinese */
export async function decideAppealInMeeting(tx: EntityManager, violationId: string, { outcome, resolutionNumber }: { outcome: 'upheld' | 'revoked'; resolutionNumber: string; recordedBy: string }, by: By): Promise<string> {
  const { number, appealState } = await tx.findOneByOrFail(Violation, { id: violationId });
  if (appealState !== 'open') return `编号${number}的申诉已经结束，没有执行。`;
  await settleAppeal(tx, violationId, { outcome, reason: `会长例会决议${resolutionNumber}`, decidedBy: null }, by);
  return outcome === 'upheld' ? `编号${number}的处理决定维持，扣分恢复计入。` : `编号${number}的处理决定撤销，其后的扣分和措施已重新计算。`;
}

/** 屡教不改: the meeting orders a 限期整改 of a company or market; the same resolution orders it once. @returns what was done, in Chinese */
export async function rectifyRepeatOffender(tx: EntityManager, subject: Subject, { resolutionNumber }: { resolutionNumber: string }, by: By): Promise<string> {
  await lockAccounts(tx, [subject]);
  const today = dayInShanghai(by.at);
  const book = await bookInForce(tx, today);
  const step = book?.content.measures.find(({ kind }) => kind === 'rectification');
  const untilOn = workingDayAfter(today, step?.workingDays ?? usualWorkingDays);
  const liveKey = `repeat:${createHash('sha256').update(`${keyOfSubject(subject)} ${resolutionNumber}`).digest('hex')}`;
  const who = await whoIs(tx, subject);
  if (await tx.existsBy(Measure, { liveKey })) return `${who}已按这项决议限期整改。`;
  const reason = `同类问题反复出现，会长例会决定限期整改（决议${resolutionNumber}）。`;
  await take(tx, subject, { kind: 'rectification', untilOn, cycleFrom: cycleOn('calendar_year', null, today).from, reason, liveKey }, by);
  await recount(tx, [subject], by);
  await followMeasures(tx, subject, by);
  return `${who}限期整改，至${untilOn}。`;
}
