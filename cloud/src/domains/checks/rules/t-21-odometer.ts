import { confidenceSetting, counts, typedRemark, valuesOn } from './facts';
import type { DealFacts, Rule } from './rule';

/** What the odometer of this deal shows, as read or typed; null where it cannot be told. */
export function kilometresOf(facts: DealFacts): number | null {
  const [value] = valuesOn(facts, ['P28'], 'kilometres');
  const kilometres = value ? Math.round(Number(value.value.replace(/[^\d.]/g, ''))) : 0;
  return kilometres > 0 && kilometres < 10_000_000 ? kilometres : null;
}

/** The odometer does not run backwards from one deal of a car to the next. */
export const odometer: Rule = {
  code: 'T-21',
  version: 1,
  settings: confidenceSetting,
  check(facts, pack) {
    const earlier = facts.history.deals.find(({ kilometres }) => kilometres !== null);
    const pictured = facts.pictures.some(({ slot }) => slot === 'P28');
    if (!earlier || !pictured) return null;
    const values = valuesOn(facts, ['P28'], 'kilometres');
    const [value] = values;
    const kilometres = kilometresOf(facts);
    if (!value || !kilometres || !counts(value, pack)) return { verdict: 'uncertain', values, areas: [], sentence: '没有读准里程表。', fix: '请对着仪表盘填写，或重拍；柜台请核对。' };
    if (kilometres < earlier.kilometres!) {
      return { verdict: 'inconsistent', values: [{ ...value, differs: true }], areas: [], sentence: `里程少于${earlier.completedOn}交易时的${earlier.kilometres}公里。${typedRemark(values)}`, fix: '请核对仪表盘；里程确有变动的，请让卖方说明并告知买方。' };
    }
    return { verdict: 'consistent', values, areas: [], sentence: `里程不少于${earlier.completedOn}交易时的${earlier.kilometres}公里。${typedRemark(values)}`, fix: null };
  },
};
