import { funds, type lights, type scoreColours } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { Deps } from '../../../deps';
import { scoreCards } from '../../discipline/score-cards';
import type { Fund } from '../../ledger/accounts';
import { balanceOfAll, sumsOf } from '../../ledger/sums';
import { collectionOf, readDues } from '../../members/present-dues';
import { turnOnSql } from '../../members/standings';
import { deadlinesOf } from '../annual/deadlines';
import { sumOf } from '../day-figures/day-figures';
import { besideOf, firstOf, readCourse, trendOf } from './course';
import { inspectedOf } from './inspected';
import { hundredthsOf, rateOf } from './shares';

type Light = keyof typeof lights;
const lightOf: Record<keyof typeof scoreColours, Light> = { green: 'green', amber: 'yellow', red: 'red' };

/** 会长看板 (domain.md 5.6): how the trade goes, how honest it is, where the money lies, and what waits for the chairs. Rates are those of this year so far. */
export async function presidentDashboard({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  const now = clock.now();
  const tx = db.manager;
  const course = await readCourse(db, now);
  const { today, deals } = course;
  const year = { from: firstOf(today.slice(0, 4)), to: today };
  const completed = sumOf(deals, year, 'completed');
  const [inspected, markets, balances, dues, members, work, deadlines] = await Promise.all([
    inspectedOf(tx, year),
    marketLights(tx, course.month, now),
    balancesOf(tx),
    duesOf(tx, Number(today.slice(0, 4))),
    membersOn(tx, today),
    workWaiting(tx),
    deadlinesOf(tx, today),
  ]);
  return {
    asOf: now,
    today,
    month: besideOf(course, firstOf(course.month)),
    year: besideOf(course, year.from),
    todayCompleted: sumOf(deals, { from: today, to: today }, 'completed'),
    mobileHundredths: hundredthsOf(sumOf(deals, year, 'completed', { channel: 'mobile' }), completed),
    problemRate: rateOf({ hits: inspected.problems, of: inspected.inspected }),
    coverageHundredths: hundredthsOf(inspected.inspected, completed),
    trend: trendOf(course),
    markets,
    balances,
    dues,
    members,
    ...work,
    deadlines,
  };
}

/** The score card of every market in this month, the worst first; grey where nothing of the month was inspected yet. */
async function marketLights(tx: EntityManager, month: string, now: Date) {
  const cards = await scoreCards(tx, { kind: 'market', month }, now);
  return cards.map(({ id: marketId, name, colour, completed, problems, inspected }) => ({
    ...{ marketId, name, completed, problemRate: rateOf({ hits: problems, of: inspected }) },
    light: inspected === 0 ? ('grey' as const) : lightOf[colour],
  }));
}

/** 资金余额 of each fund: at the bank, on its way there from the payment platforms, and in cash. */
function balancesOf(tx: EntityManager) {
  return Promise.all((Object.keys(funds) as Fund[]).map(async (fund) => ({ fund, fen: balanceOfAll(await sumsOf(tx, fund), ['bank', 'wechat_clearing', 'alipay_clearing', 'cash']) })));
}

async function duesOf(tx: EntityManager, year: number) {
  const { dueFen, paidFen, members, paidMembers, byAmount, byMembers } = collectionOf(await readDues(tx, 'WHERE d.year = ?', [year]));
  return { year, receivableFen: dueFen, receivedFen: paidFen, byAmount, byMembers, unpaidMembers: members - paidMembers };
}

/** 会员: in the association on this day, suspended ones too. */
async function membersOn(tx: EntityManager, day: string): Promise<number> {
  const [row]: { n: string }[] = await tx.query(`SELECT COUNT(*) AS n FROM members m JOIN member_standings s ON s.member_id = m.id AND s.turn = ${turnOnSql('m.id')} WHERE s.state <> 'left'`, [day]);
  return Number(row!.n);
}

async function workWaiting(tx: EntityManager) {
  const [row]: Record<'resolutions' | 'items' | 'problems', string>[] = await tx.query(
    `SELECT (SELECT COUNT(*) FROM resolutions WHERE state = 'recorded') AS resolutions, (SELECT COUNT(*) FROM agenda_items WHERE state = 'waiting') AS items,
       (SELECT COUNT(*) FROM problems WHERE state = 'overdue') AS problems`,
  );
  return { resolutionsToConfirm: Number(row!.resolutions), agendaItemsWaiting: Number(row!.items), overdueProblems: Number(row!.problems) };
}
