import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import { Certificate } from '../registry/certificate.entity';
import { Transaction } from '../transactions/transaction.entity';
import { openCase } from './cases';
import { foundIn } from './risk-findings';
import { InspectionCase } from './inspection-case.entity';
import { InspectionDraw } from './inspection-draw.entity';
import { planInForce } from './plans-in-force';
import { drawBy, type Sampled } from './sampling';

const dayMs = 24 * 3600_000;

/**
 * 抽取 of a completed deal by the plan of its day: whether it comes before an inspector, and why, is written down with all that
 * is needed to draw it again. Run twice it is drawn once.
 */
export async function drawCase({ db, clock }: Pick<Deps, 'db' | 'clock'>, transactionId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const deal = await tx.findOne(Transaction, { where: { id: transactionId }, lock: { mode: 'pessimistic_write' } });
    if (!deal?.completedAt || (await tx.existsBy(InspectionDraw, { transactionId }))) return;
    const day = dayInShanghai(deal.completedAt);
    const plan = await planInForce(tx, day);
    const { content } = plan;
    const found = (await foundIn(tx, [deal.id])).get(deal.id) ?? [];
    const drawn = await drawBy(content, await sampledOf(tx, deal, { day, days: content.repeatOffenders.days }), found, (stratum) => nextPlace(tx, day, stratum));
    const { kind: _kind, ...kept } = drawn;
    await tx.insert(InspectionDraw, { transactionId, day, planVersion: plan.version, ...kept });
    // Somebody may have asked for it before it was drawn: then it has its case.
    if (!drawn.origin || (await tx.existsBy(InspectionCase, { transactionId }))) return;
    const by: By = { author: { kind: 'system' }, origin: undefined, at: clock.now() };
    const { id } = await openCase(tx, { deal, day, origin: drawn.origin, risk: drawn.risk, content }, by.at);
    // Its subject is the case: the deal's own history, which inspectors read, tells nothing of it.
    await audit(tx, by, { action: 'inspections.drawn', subject: { type: 'inspection', id }, details: { transactionId, plan: plan.version, ...kept } });
  });
}

async function sampledOf(tx: EntityManager, deal: Transaction, { day, days }: { day: string; days: number }): Promise<Sampled> {
  const { number, issuedOn } = await tx.findOneByOrFail(Certificate, { id: deal.certificateId });
  const since = new Date(deal.completedAt!.getTime() - days * dayMs);
  const [found]: { n: string }[] = await tx.query("SELECT COUNT(*) AS n FROM problems WHERE person_id = ? AND found_at >= ? AND found_at < ? AND state <> 'withdrawn'", [deal.personId, since, deal.completedAt]);
  return { day, marketId: deal.marketId, certificateId: deal.certificateId, certificateNumber: number, issuedOn, problems: Number(found!.n) };
}

/** The row of the stratum is locked until the transaction ends, so no two deals have one place. */
async function nextPlace(tx: EntityManager, day: string, stratum: string): Promise<number> {
  const written: { affectedRows: number; insertId: number } = await tx.query(
    'INSERT INTO inspection_strata (day, stratum, seen) VALUES (?, ?, 1) ON DUPLICATE KEY UPDATE seen = LAST_INSERT_ID(seen + 1)',
    [day, stratum],
  );
  return written.affectedRows === 1 ? 1 : written.insertId;
}
