import { plateKind } from '@yongche/contract/standards';
import { plain } from '../compare/likeness';
import { confidenceSetting, counts, typedRemark, valuesOn } from './facts';
import type { Rule } from './rule';

/** 燃料种类 as 登记证书 writes it: whether a car of it bears a plate of eight characters; undefined where both are right. */
function isNewEnergy(fuel: string): boolean | undefined {
  const text = plain(fuel);
  if (/插电|增程|燃料电池|纯电|^电$|^电动$/.test(text)) return true;
  if (/混合|电/.test(text)) return undefined;
  return /汽油|柴油|天然气|液化石油气|甲醇|乙醇/.test(text) ? false : undefined;
}

/** Eight characters on the plate go with 纯电、插电混动、燃料电池, seven with the others. */
export const energy: Rule = {
  code: 'T-22',
  version: 1,
  settings: confidenceSetting,
  check(facts, pack) {
    const values = valuesOn(facts, ['P20', 'P23', 'P22'], 'energy');
    const [value] = values;
    if (!value || !counts(value, pack)) return { verdict: 'uncertain', values, areas: [], sentence: '没有读准燃料种类。', fix: '柜台请核对登记证书上的燃料种类。' };
    const newPlate = plateKind(facts.plate) !== 'ordinary';
    const newEnergy = isNewEnergy(value.value);
    if (newEnergy !== undefined && newEnergy !== newPlate) {
      return { verdict: 'inconsistent', values: [{ ...value, differs: true }], areas: [], sentence: `车牌是${newPlate ? '新能源' : '普通'}号牌，燃料种类却是“${value.value}”。${typedRemark(values)}`, fix: '请核对车牌号和登记证书；早年上牌的新能源车可能仍用普通号牌。' };
    }
    return { verdict: 'consistent', values, areas: [], sentence: `号牌与燃料种类相符。${typedRemark(values)}`, fix: null };
  },
};
