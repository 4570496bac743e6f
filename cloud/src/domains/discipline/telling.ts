import type { BookCode } from '@yongche/contract/discipline.shapes';
import type { EntityManager } from 'typeorm';
import { sendMessage } from '../notices/messages';
import { Transaction } from '../transactions/transaction.entity';
import { bookOf } from './books-in-force';
import type { Violation } from './violation.entity';
import { appealUntil, codeIn } from './violation-book';

/** Puts a message into the inbox of an agent or a company; markets and operators find their violations in the staff web. */
async function tell(tx: EntityManager, { id, subjectType, subjectId }: Violation, title: string, body: string, at: Date): Promise<void> {
  if (subjectType !== 'agent' && subjectType !== 'company') return;
  const to = subjectType === 'agent' ? { personId: subjectId } : { companyId: subjectId };
  await sendMessage(tx, { to, kind: 'violation', title, body, link: `violation:${id}` }, at);
}

/** 告知: what it is about, and until when one may speak. */
export async function tellNoticed(tx: EntityManager, violation: Violation, { code, name, article }: BookCode, at: Date): Promise<void> {
  const deal = violation.transactionId ? await tx.findOneByOrFail(Transaction, { id: violation.transactionId }) : null;
  const where = deal ? `在交易${deal.serial}中` : '';
  const body =
    `协会${where}发现可能的违规：${code} ${name}（管理细则第${article}条，编号${violation.number}）。` +
    `请打开查看事实和依据；如有不同意见，请在${violation.defenceUntil}前陈述申辩。工作人员作出决定前不扣分。`;
  await tell(tx, violation, `违规告知：${name}`, body, at);
}

/** 处理决定, after the points are counted; the violation as it stands then. */
export async function tellDecided(tx: EntityManager, violation: Violation, at: Date): Promise<void> {
  const content = await bookOf(tx, violation.bookVersion);
  const { code, name } = codeIn(content, violation);
  const about = `${code} ${name}（编号${violation.number}）`;
  const reason = `理由：${violation.decisionReason}`;
  if (violation.outcome === null) return tell(tx, violation, '违规处理决定：不予处理', `${about}经处理，决定不予处理，不扣分。${reason}`, at);
  if (violation.outcome === 'correction') return tell(tx, violation, '违规处理决定：指出改正', `${about}决定指出改正，不扣分。${reason}。请按要求改正，避免再次发生。`, at);
  const twice = violation.multiplier > 1 ? `（屡次发生，按${violation.multiplier}倍计）` : '';
  const body = `${about}决定扣${violation.points ?? 0}分${twice}。${reason}。如不服，请在${appealUntil(content, violation)}前申诉，申诉期间不计入累计。打开“我的扣分”可看累计分值和措施。`;
  await tell(tx, violation, `违规处理决定：扣${violation.points ?? 0}分`, body, at);
}

/** Its 问题单 was withdrawn. */
export async function tellDismissed(tx: EntityManager, violation: Violation, reason: string, at: Date): Promise<void> {
  const points = violation.outcome === 'points' ? '已扣的分值一并撤销，重新计算。' : '不扣分。';
  await tell(tx, violation, '违规已撤回', `编号${violation.number}的违规所依据的问题单已撤回，${points}原因：${reason}`, at);
}

const appealResults = { upheld: '维持原决定', changed: '变更', revoked: '撤销原决定' } as const;

/** 申诉决定, after the points are counted anew. */
export async function tellAppealDecided(tx: EntityManager, violation: Violation, at: Date): Promise<void> {
  const result = appealResults[violation.appealState as keyof typeof appealResults];
  const points = { upheld: `扣${violation.points ?? 0}分，计入累计。`, changed: `改为扣${violation.points ?? 0}分，累计分值和措施已重新计算。`, revoked: '不再扣分，累计分值和措施已重新计算。' };
  const body = `您对编号${violation.number}的申诉已有决定：${result}，${points[violation.appealState as keyof typeof points]}理由：${violation.appealReason}。这是最终决定。`;
  await tell(tx, violation, `申诉决定：${result}`, body, at);
}
