import { sides } from '@yongche/contract';
import type { DocumentField } from '../../../adapters/ocr/ocr';
import { bestLikeness, type Compared, verdictOf, type Wanted } from '../compare/agreement';
import { alikeNumbers } from '../compare/likeness';
import { alikeNames, alikeUnitNames, isMisspelling } from '../compare/names';
import { confidenceSetting, counts, differingPapers, entered, listPapers, slotsWithout, typedRemark, valuesOn } from './facts';
import type { DealFacts, FactValue, PartyFacts, RuleAnswer, RuleSettings } from './rule';

/** Where somebody's name or number stands on the papers. */
export interface Standing {
  field: DocumentField;
  slots: string[];
  is: 'name' | 'number';
  /** Only parties of this kind stand there. */
  kind?: PartyFacts['kind'];
}

/** A number is its own judge by its check digit, so it counts from a lower confidence on than a name. */
export const personSettings = { ...confidenceSetting, numberConfidence: '证件号的可信度不低于这个值时，不一致才算数' };

/** What may stand there; an ID card on a unit's side may be that of its 经办人. */
function wantedOf(parties: PartyFacts[], { is, kind }: Standing): Wanted[] {
  const own = parties.filter((party) => !kind || party.kind === kind);
  const wanted = own.map((party): Wanted => (is === 'number' ? { value: party.number, alike: alikeNumbers } : { value: party.name, alike: party.kind === 'unit' ? alikeUnitNames : alikeNames }));
  const delegates = kind === 'person' ? parties.map((party) => (is === 'number' ? party.delegateIdNumber : party.delegateName)) : [];
  return [...wanted, ...delegates.flatMap((value): Wanted[] => (value === null ? [] : [{ value, alike: is === 'number' ? alikeNumbers : alikeNames }]))];
}

interface Read {
  value: FactValue;
  wanted: Wanted[];
  is: Standing['is'];
}

/**
 * Every value against those it may match. Where the number on a paper is right, a name on it that is right but for a part was
 * misread rather than forged, and stays open.
 */
function compare(read: Read[], pack: RuleSettings): Compared[] {
  const judged = read.map((one) => ({ ...one, likeness: bestLikeness(one.value.value, one.wanted) }));
  const vouched = new Set(judged.filter(({ is, likeness }) => is === 'number' && likeness === 'same').map(({ value }) => value.imageId));
  return judged.map(({ value, wanted, is, likeness }) => {
    const misspelt = is === 'name' && likeness === 'different' && value.source === 'read' && vouched.has(value.imageId) && wanted.some((other) => isMisspelling(value.value, other.value));
    const sure = counts(value, is === 'number' ? { ...pack, settings: { confidence: Number(pack.settings.numberConfidence) } } : pack);
    return { value, likeness: misspelt ? 'unsure' : likeness, sure };
  });
}

/** One side of the deal is who stands on these papers; several sellers or buyers (共有) may each stand there. */
export function sameParty(side: PartyFacts['side'], standings: Standing[]) {
  const word = sides[side];
  return (facts: DealFacts, pack: RuleSettings): RuleAnswer => {
    const own = facts.parties.filter((party) => party.side === side);
    const asked = standings.filter(({ kind }) => !kind || own.some((party) => party.kind === kind));
    const read = asked.flatMap((standing) => valuesOn(facts, standing.slots, standing.field).map((value) => ({ value, wanted: wantedOf(own, standing), is: standing.is })));
    const { verdict, values } = verdictOf(compare(read, pack));
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
