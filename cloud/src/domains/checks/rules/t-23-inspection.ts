import { dayOf, isOver } from '../compare/days';
import { confidenceSetting, counts, dayValue, picturesOn, typedRemark, valuesOn } from './facts';
import type { Rule } from './rule';

/** A car whose inspection is over needs the proof of a new one (机动车登记规定 art. 26(6)). */
export const inspection: Rule = {
  code: 'T-23',
  version: 1,
  settings: confidenceSetting,
  check(facts, pack) {
    const values = valuesOn(facts, ['P23', 'P22'], 'inspectionValidUntil');
    const until = dayValue(values, dayOf);
    const proof = picturesOn(facts, ['P35']);
    const areas = proof.map(({ imageId, slot }) => ({ imageId, slot, box: null, label: '检验合格凭证' }));
    if (until && counts(until.value, pack) && isOver(until.day, facts.on)) {
      if (proof.length > 0) return { verdict: 'consistent', values, areas, sentence: '检验有效期已过，已拍新的检验合格凭证，请柜台核对原件。', fix: null };
      return { verdict: 'inconsistent', values: [{ ...until.value, differs: true }], areas, sentence: `检验有效期至${until.day}，已经过期。${typedRemark(values)}`, fix: '请先检验车辆，再拍新的行驶证副页或检验合格凭证。' };
    }
    if (!until || !counts(until.value, pack)) return { verdict: 'uncertain', values, areas, sentence: '没有读准检验有效期。', fix: '请对着行驶证副页填写，或重拍；柜台请核对原件。' };
    return { verdict: 'consistent', values, areas, sentence: `检验有效期至${until.day}。${typedRemark(values)}`, fix: null };
  },
};
