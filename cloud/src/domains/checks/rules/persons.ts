import { sides } from '@yongche/contract';
import type { DocumentField } from '../../../adapters/ocr/ocr';
import { matchesOf, type Wanted } from '../compare/agreement';
import { alikeNumbers } from '../compare/likeness';
import { alikeNames, alikeUnitNames } from '../compare/names';
import { differingPapers, entered, leastConfidence, listPapers, slotsWithout, typedRemark, valuesOn } from './facts';
import type { DealFacts, FactValue, PartyFacts, RuleAnswer, RuleSettings } from './rule';

/** Where somebody's name or number stands on the papers. */
export interface Standing {
  field: DocumentField;
  slots: string[];
  is: 'name' | 'number';
  /** Only parties of this kind stand there. */
  kind?: PartyFacts['kind'];
}

/** What may stand there; an ID card on a unit's side may be that of its 经办人. */
function wantedOf(parties: PartyFacts[], { is, kind }: Standing): Wanted[] {
  const own = parties.filter((party) => !kind || party.kind === kind);
  const wanted = own.map((party): Wanted => (is === 'number' ? { value: party.number, alike: alikeNumbers } : { value: party.name, alike: party.kind === 'unit' ? alikeUnitNames : alikeNames }));
  const delegates = kind === 'person' ? parties.map((party) => (is === 'number' ? party.delegateIdNumber : party.delegateName)) : [];
  return [...wanted, ...delegates.flatMap((value): Wanted[] => (value === null ? [] : [{ value, alike: is === 'number' ? alikeNumbers : alikeNames }]))];
}

/** One side of the deal is who stands on these papers; several sellers or buyers (共有) may each stand there. */
export function sameParty(side: PartyFacts['side'], standings: Standing[]) {
  const word = sides[side];
  return (facts: DealFacts, pack: RuleSettings): RuleAnswer => {
    const own = facts.parties.filter((party) => party.side === side);
    const asked = standings.filter(({ kind }) => !kind || own.some((party) => party.kind === kind));
    const read = asked.flatMap((standing) => valuesOn(facts, standing.slots, standing.field).map((value) => ({ value, wanted: wantedOf(own, standing) })));
    const { verdict, values } = matchesOf(read, leastConfidence(pack));
    const all = [...enteredOf(facts, side), ...values];
    if (verdict === 'inconsistent') {
      const where = differingPapers(values);
      return { verdict, values: all, areas: [], sentence: `${where}上的姓名、名称或证件号与交易中的${word}不同。${typedRemark(values)}`, fix: `请核对${where}的原件：拍错了就重拍，填错了就修改交易信息；确实不是同一人的，不能办理。` };
    }
    const missing = [...new Set(asked.filter(({ is }) => is === 'name').flatMap(({ slots, field }) => slotsWithout(facts, slots, field)))];
    if (verdict === 'consistent' && missing.length === 0) return { verdict, values: all, areas: [], sentence: `${listPapers(values.map(({ slot }) => slot!))}上都是交易中的${word}。${typedRemark(values)}`, fix: null };
    const open = missing.length > 0 ? `没有读出${listPapers(missing)}上的姓名或名称` : '姓名、名称或证件号没有读准';
    return { verdict: 'uncertain', values: all, areas: [], sentence: `${open}，不能确定是不是交易中的${word}。`, fix: '请对着原件填写，或重拍看不清的照片；柜台请核对原件。' };
  };
}

function enteredOf({ parties }: DealFacts, side: PartyFacts['side']): FactValue[] {
  return parties.flatMap(({ side: own, kind, name, number }, at) =>
    own !== side ? [] : kind === 'unit' ? [entered('unitName', name, at), entered('creditCode', number, at)] : [entered('name', name, at), entered('idNumber', number, at)],
  );
}
