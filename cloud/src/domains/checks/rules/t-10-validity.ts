import { dayOf, isOver } from '../compare/days';
import { confidenceSetting, counts, listPapers, paperOf, slotsWithout, typedRemark, valuesOn } from './facts';
import type { Rule } from './rule';

/** On every ID card it stands when it ends; on a business licence only where its time is limited. */
const idCards = ['P02', 'P08'];
const licences = ['P04', 'P10'];

/** ID cards and business licences have not expired on the day of the deal. */
export const validPapers: Rule = {
  code: 'T-10',
  version: 1,
  settings: confidenceSetting,
  check(facts, pack) {
    const read = valuesOn(facts, [...idCards, ...licences], 'validUntil').map((value) => ({ value, until: dayOf(value.value) }));
    const over = read.filter(({ value, until }) => until !== undefined && isOver(until, facts.on) && counts(value, pack));
    const values = read.map(({ value }) => (over.some((one) => one.value === value) ? { ...value, differs: true } : value));
    if (over.length > 0) {
      const what = over.map(({ value, until }) => `${paperOf(value.slot!)}已于${until}到期`).join('，');
      return { verdict: 'inconsistent', values, areas: [], sentence: `${what}。${typedRemark(values)}`, fix: '请换拍有效的证件；证件已经换发的，请拍新证件。' };
    }
    const missing = slotsWithout(facts, idCards, 'validUntil');
    const open = read.some(({ until }) => until === undefined || isOver(until, facts.on));
    if (missing.length > 0 || open) {
      return { verdict: 'uncertain', values, areas: [], sentence: `没有读准${listPapers(missing.length > 0 ? missing : read.map(({ value }) => value.slot!))}的有效期。`, fix: '请对着原件填写有效期，或重拍；柜台请核对原件。' };
    }
    if (read.length === 0) return null;
    return { verdict: 'consistent', values, areas: [], sentence: `证件都在有效期内。${typedRemark(values)}`, fix: null };
  },
};
