import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { proposeItem } from '../governance/agenda';
import { bookOf } from './books-in-force';
import type { Counting } from './count-subject';
import type { Measure } from './measure.entity';
import type { Subject } from './subjects';
import { codeIn } from './violation-book';

/** The matter of a proposed cancellation on the agenda. */
export const keyOfCancellation = (measureId: string) => `cancellation:${measureId}`;

/** 提请会长例会: puts a cancellation on the agenda with every violation on which it rests; natural persons stand there by their certificate. */
export async function proposeCancellation(tx: EntityManager, { id, sum }: Pick<Measure, 'id' | 'sum'>, { subject, book, period, violations, count }: Counting, by: By): Promise<void> {
  const facts: string[] = [];
  for (const { id: violationId, points, standing } of count.findings) {
    const violation = violations.find((candidate) => candidate.id === violationId)!;
    if (standing !== 'counted') continue;
    const { code, name } = codeIn(await bookOf(tx, violation.bookVersion), violation);
    facts.push(`${violation.number}：${code} ${name}，${dayInShanghai(violation.decidedAt!)}决定，扣${points}分`);
  }
  if (count.rolledUp > 0) facts.push(`按比例计入的所属扣分：${count.rolledUp}分`);
  if (count.reduced > 0) facts.push(`学习减分：${count.reduced}分`);
  const who = await whoIs(tx, subject);
  const proposal = `${who}在${period.from}至${period.to}的周期内累计扣${sum}分，达到取消资格的标准。建议取消资格，${book.reapplyAfterMonths}个月后方可重新申请。通过即取消并立即执行；不通过即撤销，先行暂停同时解除。`;
  await proposeItem(tx, { kind: 'cancellation', key: keyOfCancellation(id), title: `取消资格：${who}`.slice(0, 100), proposal, facts, link: `measure:${id}`, decidedIn: 'chairs', madeBy: null }, by);
}

/** A subject as the agenda and resolutions name it. */
export async function whoIs(tx: EntityManager, { type, id }: Subject): Promise<string> {
  const statements: Record<Subject['type'], string> = {
    agent: "SELECT CONCAT('代理证', c.number, '（', w.name, '）') AS who FROM certificates c JOIN companies w ON w.id = c.company_id WHERE c.person_id = ? ORDER BY c.number DESC LIMIT 1",
    company: 'SELECT name AS who FROM companies WHERE id = ?',
    market: 'SELECT name AS who FROM markets WHERE id = ?',
    operator: "SELECT CONCAT('操作员', e.name, COALESCE(CONCAT('（', m.name, '）'), '')) AS who FROM staff e LEFT JOIN markets m ON m.id = e.market_id WHERE e.id = ?",
  };
  const [row]: { who: string }[] = await tx.query(statements[type], [id]);
  return row?.who ?? '';
}
