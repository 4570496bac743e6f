import { confidenceSetting, counts, picturesOn, slotsWithout, typedRemark, valuesOn } from './facts';
import type { Rule } from './rule';

/** A mortgage on 登记证书 asks for the mortgagee's consent, or for its release (机动车登记规定 art. 26). */
export const mortgage: Rule = {
  code: 'T-12',
  version: 1,
  settings: confidenceSetting,
  check(facts, pack) {
    // Pages are taken in the order of their records: the last one that says something counts.
    const values = valuesOn(facts, ['P21'], 'mortgage');
    const last = values.at(-1);
    const consent = picturesOn(facts, ['P32']);
    const areas = consent.map(({ imageId, slot }) => ({ imageId, slot, box: null, label: '抵押权人同意书或解除证明' }));
    if ((facts.mortgaged || last?.value === 'yes') && consent.length > 0) {
      return { verdict: 'consistent', values, areas, sentence: '车辆有抵押，已拍抵押权人同意书或解除抵押证明，请柜台核对原件。', fix: null };
    }
    const fix = facts.mortgaged ? '请补拍抵押权人同意书或解除抵押证明。' : '请在交易信息中选择“抵押中”，再补拍抵押权人同意书或解除抵押证明。';
    if (facts.mortgaged || (last?.value === 'yes' && counts(last, pack))) {
      return { verdict: 'inconsistent', values: values.map((value) => (value === last ? { ...value, differs: true } : value)), areas, sentence: `登记证书上有抵押，没有抵押权人同意书或解除抵押证明。${typedRemark(values)}`, fix };
    }
    if (!last || !counts(last, pack) || slotsWithout(facts, ['P21'], 'mortgage').length > 0) {
      return { verdict: 'uncertain', values, areas, sentence: '没有读准登记证书上的抵押记录。', fix: '请重拍最后有记录的一页；柜台请看原件上有没有抵押。' };
    }
    return { verdict: 'consistent', values, areas, sentence: `登记证书上没有未解除的抵押。${typedRemark(values)}`, fix: null };
  },
};
