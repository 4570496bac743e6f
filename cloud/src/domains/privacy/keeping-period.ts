import type { EntityManager } from 'typeorm';
import { dayInShanghai } from '../../clock';
import { ensure } from '../../http/errors';
import type { Person } from '../registry/person.entity';
import { dealsOfKey } from '../transactions/parties';

/** What 告知事项 promise (notices.ts): certificates and completed deals are kept so many years, then no longer. The trigger on disposed_deals has the number too; a story holds the two together. */
export const keptYears = 3;

/** What stands between a person and the erasure: the first day on which it is possible, null where an end is not in sight. */
export interface Obstacle {
  until: string | null;
  sentence: string;
}

interface Facts {
  /** Number of a certificate that has not ended. */
  live_certificate: string | null;
  /** Last day of the certificates that have. */
  certificate_ended: string | null;
  manages: number | string;
  open_requests: number | string;
  open_deals: number | string;
  deal_completed: Date | null;
}

/** @throws privacy.erasure_too_early with the obstacle */
export async function ensureErasable(tx: EntityManager, person: Pick<Person, 'id' | 'keyId'>, at: Date): Promise<void> {
  const obstacle = obstacleOf(await factsOf(tx, person), dayInShanghai(at));
  ensure(!obstacle, 'privacy.erasure_too_early', obstacle);
}

/** Everything that a person has been in the register and in deals, as agent, party or 经办人, also before a deal was corrected, in one statement. */
async function factsOf(tx: EntityManager, { id, keyId }: Pick<Person, 'id' | 'keyId'>): Promise<Facts> {
  const rows: Facts[] = await tx.query(
    `SELECT
       (SELECT MAX(number) FROM certificates WHERE person_id = ? AND live_person_id IS NOT NULL) AS live_certificate,
       (SELECT DATE_FORMAT(MAX(COALESCE(ended_on, expires_on)), '%Y-%m-%d') FROM certificates WHERE person_id = ? AND live_person_id IS NULL) AS certificate_ended,
       (SELECT COUNT(*) FROM company_managers WHERE person_id = ?) AS manages,
       (SELECT COUNT(*) FROM register_requests WHERE person_id = ? AND open_key IS NOT NULL) AS open_requests,
       COUNT(IF(t.state IN ('capturing', 'returned', 'awaiting_check'), 1, NULL)) AS open_deals,
       MAX(t.completed_at) AS deal_completed
     FROM (
       SELECT id FROM transactions WHERE person_id = ?
       UNION SELECT transaction_id FROM ${dealsOfKey} named
     ) own JOIN transactions t ON t.id = own.id`,
    [id, id, id, id, id, keyId, keyId, keyId],
  );
  return rows[0]!;
}

function obstacleOf(facts: Facts, today: string): Obstacle | undefined {
  if (facts.live_certificate) return { until: null, sentence: `代理证${facts.live_certificate}尚未注销，请先办理注销。` };
  if (Number(facts.manages) > 0) return { until: null, sentence: '仍是企业负责人，请先变更负责人或注销企业。' };
  if (Number(facts.open_requests) > 0) return { until: null, sentence: '还有登记申请没有办结，请先等待结果或撤回。' };
  if (Number(facts.open_deals) > 0) return { until: null, sentence: '还有交易没有办结，请先办完或取消。' };
  const last = [facts.certificate_ended, facts.deal_completed && dayInShanghai(facts.deal_completed)].filter((day) => day !== null).sort().at(-1);
  if (!last) return undefined;
  const until = firstDayAfter(last);
  return today < until ? { until, sentence: `资料须保存三年，${until}起可以删除。` } : undefined;
}

/** The last day whose keeping period is over `today`. */
export function lastDayOver(today: string): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() - keptYears);
  do day.setUTCDate(day.getUTCDate() - 1);
  while (firstDayAfter(day.toISOString().slice(0, 10)) > today);
  return day.toISOString().slice(0, 10);
}

/** The day after the keeping period that begins with `day`; the 29th of February becomes the 1st of March. */
function firstDayAfter(day: string): string {
  const end = new Date(`${day}T00:00:00Z`);
  end.setUTCFullYear(end.getUTCFullYear() + keptYears);
  end.setUTCDate(end.getUTCDate() + 1);
  return end.toISOString().slice(0, 10);
}
