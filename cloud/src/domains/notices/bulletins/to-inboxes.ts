import { dayInShanghai } from '../../../clock';
import { sendMessage } from '../messages';
import { headlineOf } from './bulletin-text';
import { BulletinSending } from './bulletin-sending.entity';
import { stopOf } from './outdated';
import { lockSending } from './sendings';
import type { WayOut } from './ways-out';

/**
 * 站内信 to every member's company, which its managers read; all of them or none, and never twice: the messages and what is noted of
 * them are one transaction.
 */
export const toInboxes: WayOut = ({ db, clock }, { sending, bulletin }) =>
  db.transaction(async (tx) => {
    const at = clock.now();
    const { sending: own } = await lockSending(tx, sending.id);
    // Whoever comes a second time finds the number, and leaves it at that.
    if (own.recipients !== null) return { state: 'sent' as const, sentence: reached(own.recipients), recipients: own.recipients };
    const stopped = await stopOf(tx, bulletin.id);
    if (stopped) return { state: 'failed' as const, sentence: `${stopped}，没有发送。` };
    const today = dayInShanghai(at);
    const members: { companyId: string }[] = await tx.query('SELECT company_id AS companyId FROM members WHERE company_id IS NOT NULL AND joined_on <= ? AND (left_on IS NULL OR left_on > ?) ORDER BY number', [today, today]);
    if (members.length === 0) return { state: 'failed' as const, sentence: '还没有会员企业在系统里，没有发给任何人。' };
    const body = `${headlineOf(bulletin.content)}。点开可看各区县、品牌、能源类型、车龄的数据。`;
    for (const { companyId } of members) await sendMessage(tx, { to: { companyId }, kind: 'bulletin', title: bulletin.title, body, link: `bulletin:${bulletin.id}` }, at);
    await tx.update(BulletinSending, sending.id, { recipients: members.length });
    return { state: 'sent' as const, sentence: reached(members.length), recipients: members.length };
  });

const reached = (members: number) => `已放入${members}家会员企业的站内信。`;
