import { plain } from '../compare/likeness';
import { confidenceSetting, counts, typedRemark, valuesOn } from './facts';
import type { DealFacts, Rule } from './rule';

/** 反向开票 is for a person who sells to a unit; 转入地 agrees with 市内转移, 转出 or 异地交易. */
export const invoice: Rule = {
  code: 'T-19',
  version: 1,
  settings: { ...confidenceSetting, localOffices: '本地车辆管理所名称中的词，用逗号分开' },
  check(facts, pack) {
    const [direction] = valuesOn(facts, ['P30'], 'direction');
    const [office] = valuesOn(facts, ['P30'], 'destinationOffice');
    const values = [direction, office].filter((value) => value !== undefined);
    const reversed = direction?.value === 'reverse' && !mayBeReversed(facts);
    const elsewhere = office && !isLocal(office.value, String(pack.settings.localOffices));
    const misplaced = office && elsewhere !== (facts.business === 'moved_out');
    const faults = [
      ...(reversed && counts(direction, pack) ? ['发票是反向开票，但不是个人卖给单位'] : []),
      ...(misplaced && counts(office, pack) ? [placeFault(facts)] : []),
    ];
    if (faults.length > 0) {
      const marked = values.map((value) => ((value === direction && reversed) || (value === office && misplaced) ? { ...value, differs: true } : value));
      return { verdict: 'inconsistent', values: marked, areas: [], sentence: `${faults.join('；')}。${typedRemark(values)}`, fix: '请核对业务类型和发票：发票开错的重新开票，业务类型选错的取消后重新建立交易。' };
    }
    if (!office || reversed || misplaced) return { verdict: 'uncertain', values, areas: [], sentence: '没有读准发票的转入地车辆管理所或开票方向。', fix: '请对着发票填写，或重拍；柜台请核对原件。' };
    return { verdict: 'consistent', values, areas: [], sentence: `发票的开票方向和转入地与业务类型相符。${typedRemark(values)}`, fix: null };
  },
};

const mayBeReversed = ({ parties }: DealFacts) => parties.every(({ side, kind }) => (side === 'seller' ? kind === 'person' : kind === 'unit'));

const isLocal = (office: string, local: string) => local.split(/[,，]/).map((word) => plain(word)).some((word) => word !== '' && plain(office).includes(word));

const placeFault = ({ business }: DealFacts) => (business === 'moved_out' ? '业务是转出，发票的转入地却是本地' : '业务不是转出，发票的转入地却是外地');
