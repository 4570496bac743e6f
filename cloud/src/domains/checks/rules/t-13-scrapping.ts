import { dayOf, daysBetween, yearsLater } from '../compare/days';
import { confidenceSetting, counts, dayValue, typedRemark, valuesOn } from './facts';
import type { Rule } from './rule';
import { scrappingYears } from './scrapping';

/** Within a year of the end of its 使用年限 a car may not change its owner (机动车强制报废标准规定 art. 9 [S1]). */
export const nearScrapping: Rule = {
  code: 'T-13',
  version: 1,
  settings: { ...confidenceSetting, days: '距强制报废不足多少天' },
  check(facts, pack) {
    const registered = dayValue(valuesOn(facts, ['P22', 'P20'], 'registeredOn'), dayOf);
    const [use] = valuesOn(facts, ['P22', 'P20'], 'useNature');
    const [type] = valuesOn(facts, ['P22', 'P20'], 'vehicleType');
    const values = [registered?.value, use, type].filter((value) => value !== undefined);
    const years = use && type ? scrappingYears(use.value, type.value) : undefined;
    if (years === null) return { verdict: 'consistent', values, areas: [], sentence: '这种车没有强制报废年限。', fix: null };
    if (!registered || registered.day === 'long' || years === undefined || values.some((value) => !counts(value, pack))) {
      return { verdict: 'uncertain', values, areas: [], sentence: '没有读准注册日期、使用性质或车辆类型，不能确定离报废还有多久。', fix: '请对着行驶证填写；柜台请核对原件。' };
    }
    const end = yearsLater(registered.day, years);
    if (daysBetween(facts.on, end) <= Number(pack.settings.days)) {
      return { verdict: 'inconsistent', values, areas: [], sentence: `按使用年限${years}年计算，车辆到${end}应当报废，距今不足规定天数。${typedRemark(values)}`, fix: '距强制报废不足一年的车不能办理转移，请核对行驶证和登记证书。' };
    }
    return { verdict: 'consistent', values, areas: [], sentence: `按使用年限${years}年计算，车辆${end}到期。${typedRemark(values)}`, fix: null };
  },
};
