import { type EntityManager, MoreThanOrEqual } from 'typeorm';
import { dayInShanghai } from '../../../clock';
import { rulesInForce } from '../../transactions/rules-in-force';
import { stepBytes } from './measure-space';
import { PictureDay } from './storage-day.entity';

const windowDays = 30;

/** 各类照片与预算 of the last 30 days by type; the 95th percentile is told in steps of 4 KiB, upwards. Types of which none came are not told of. */
export async function pictureBudgets(tx: EntityManager, now: Date) {
  const from = dayInShanghai(new Date(now.getTime() - (windowDays - 1) * 24 * 3600_000));
  const days = await tx.findBy(PictureDay, { day: MoreThanOrEqual(from) });
  const { photos } = (await rulesInForce(tx, now)).rules;
  return [...new Set(days.map(({ slot }) => slot))].sort().map((slot) => {
    const own = days.filter((one) => one.slot === slot);
    const sum = (field: 'pictures' | 'bytes' | 'overBudget') => own.reduce((total, one) => total + one[field], 0);
    const photo = photos.find(({ code }) => code === slot);
    const pictures = sum('pictures');
    return { slot, name: photo?.title ?? slot, pictures, meanBytes: Math.round(sum('bytes') / pictures), p95Bytes: p95Of(own), budgetBytes: photo?.budgetBytes ?? 0, overBudget: sum('overBudget') };
  });
}

/** The weight that 95 of 100 stay at or below, to the end of its step. */
function p95Of(days: PictureDay[]): number {
  const counts = new Map<number, number>();
  for (const [step, pictures] of days.flatMap(({ steps }) => steps)) counts.set(step, (counts.get(step) ?? 0) + pictures);
  const all = [...counts].sort(([one], [other]) => one - other);
  const wanted = Math.ceil(0.95 * all.reduce((sum, [, pictures]) => sum + pictures, 0));
  let seen = 0;
  for (const [step, pictures] of all) {
    seen += pictures;
    if (seen >= wanted) return (step + 1) * stepBytes;
  }
  return 0;
}
