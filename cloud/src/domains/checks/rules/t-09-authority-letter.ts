import { sides } from '@yongche/contract';
import { matchesOf, type Wanted } from '../compare/agreement';
import { dayOf, daysBetween, isOver } from '../compare/days';
import { alikeNumbers } from '../compare/likeness';
import { alikeNames, alikeUnitNames } from '../compare/names';
import { alikePlates, alikeVins } from '../compare/vehicle';
import { confidenceSetting, counts, dayValue, differingPapers, entered, leastConfidence, list, picturesOn, typedRemark, valuesOn } from './facts';
import type { DealFacts, FactValue, PartyFacts, Rule, RuleAnswer, RuleSettings } from './rule';

const slotsOf = { seller: { letter: 'P05', idCard: 'P01' }, buyer: { letter: 'P11', idCard: 'P07' } } as const;
type Side = PartyFacts['side'];

/** A unit acts by a sealed letter (机动车登记规定 art. 89): seal, unit, 经办人, car, and days. */
export const authorityLetter: Rule = {
  code: 'T-09',
  version: 1,
  settings: { ...confidenceSetting, validDays: '没有写明期限的委托书，自出具之日起有效的天数（0为不限）' },
  check(facts, pack) {
    const answers = (['seller', 'buyer'] as const).filter((side) => unitsOf(facts, side).length > 0).map((side) => checkSide(facts, pack, side));
    if (answers.length === 0) return null;
    const gravest = answers.find(({ verdict }) => verdict === 'inconsistent') ?? answers.find(({ verdict }) => verdict === 'uncertain') ?? answers[0]!;
    return { ...gravest, values: answers.flatMap(({ values }) => values), areas: answers.flatMap(({ areas }) => areas) };
  },
};

const unitsOf = ({ parties }: DealFacts, side: Side) => parties.map((party, at) => ({ party, at })).filter(({ party }) => party.side === side && party.kind === 'unit');

function checkSide(facts: DealFacts, pack: RuleSettings, side: Side): RuleAnswer {
  const { letter } = slotsOf[side];
  const word = sides[side];
  if (picturesOn(facts, [letter]).length === 0) {
    return { verdict: 'inconsistent', sentence: `${word}为单位，没有委托书。`, fix: `请补拍${word}盖章的委托书。`, values: [], areas: [] };
  }
  const agreed = matchesOf(comparedOn(facts, side), leastConfidence(pack));
  const seal = valuesOn(facts, [letter], 'seal');
  const values = [...enteredOf(facts, side), ...agreed.values, ...seal];
  const unsealed = seal.find((value) => value.value === 'no' && counts(value, pack));
  const over = overdue(facts, pack, letter);
  const faults = [
    ...(unsealed ? ['没有看到公章'] : []),
    ...(agreed.verdict === 'inconsistent' ? [`${list(agreed.values.filter(({ differs }) => differs).map(({ field }) => contentWords[field] ?? '内容'))}与交易不同（${differingPapers(agreed.values)}）`] : []),
    ...(over ? [over.fault] : []),
  ];
  const all = over ? [...values, over.value] : values;
  if (faults.length > 0) return { verdict: 'inconsistent', values: all, areas: [], sentence: `${word}的委托书${list(faults)}。${typedRemark(all)}`, fix: `请核对${word}委托书的原件：拍错了就重拍，内容有误或没有盖章的，请单位重新出具。` };
  const missing = (['seal', 'principal', 'delegate'] as const).filter((field) => valuesOn(facts, [letter], field).length === 0);
  if (missing.length > 0 || agreed.verdict === 'uncertain' || seal.every(({ value }) => value !== 'yes')) {
    const open = missing.length > 0 ? `没有读出${list(missing.map((field) => contentWords[field]!))}` : '内容没有读准';
    return { verdict: 'uncertain', values: all, areas: [], sentence: `${word}的委托书${open}，不能确定是否有效。`, fix: '请重拍委托书，公章、单位、经办人都要清楚；柜台请核对原件。' };
  }
  return { verdict: 'consistent', values: all, areas: [], sentence: `${word}的委托书盖有公章，单位、经办人与交易一致。${typedRemark(all)}`, fix: null };
}

const contentWords: Partial<Record<FactValue['field'], string>> = { seal: '公章', principal: '委托单位', delegate: '经办人', delegateIdNumber: '经办人证件号', name: '经办人', idNumber: '经办人证件号', vin: '车架号', plate: '车牌号' };

/** What the letter says of unit, 经办人 and car, and the 经办人's own ID card, each with what it must match. */
function comparedOn(facts: DealFacts, side: Side): { value: FactValue; wanted: Wanted[] }[] {
  const { letter, idCard } = slotsOf[side];
  const units = unitsOf(facts, side).map(({ party }) => party);
  const persons = facts.parties.filter((party) => party.side === side && party.kind === 'person');
  const wanted = {
    principal: units.map(({ name }) => ({ value: name, alike: alikeUnitNames })),
    delegate: units.map(({ delegateName }) => ({ value: delegateName ?? '', alike: alikeNames })),
    delegateIdNumber: units.map(({ delegateIdNumber }) => ({ value: delegateIdNumber ?? '', alike: alikeNumbers })),
    vin: [{ value: facts.vin, alike: alikeVins }],
    plate: [{ value: facts.plate, alike: alikePlates }],
  };
  const onLetter = (Object.keys(wanted) as (keyof typeof wanted)[]).flatMap((field) => valuesOn(facts, [letter], field).map((value) => ({ value, wanted: wanted[field] })));
  const onCard = [
    ...valuesOn(facts, [idCard], 'name').map((value) => ({ value, wanted: [...wanted.delegate, ...persons.map(({ name }) => ({ value: name, alike: alikeNames }))] })),
    ...valuesOn(facts, [idCard], 'idNumber').map((value) => ({ value, wanted: [...wanted.delegateIdNumber, ...persons.map(({ number }) => ({ value: number, alike: alikeNumbers }))] })),
  ];
  return [...onLetter, ...onCard];
}

function enteredOf(facts: DealFacts, side: Side): FactValue[] {
  return unitsOf(facts, side).flatMap(({ party, at }) => [
    entered('unitName', party.name, at),
    ...(party.delegateName ? [entered('delegate', party.delegateName, at)] : []),
    ...(party.delegateIdNumber ? [entered('delegateIdNumber', party.delegateIdNumber, at)] : []),
  ]);
}

/** A letter that is not valid yet, or no longer. */
function overdue(facts: DealFacts, pack: RuleSettings, letter: string): { value: FactValue; fault: string } | undefined {
  const until = dayValue(valuesOn(facts, [letter], 'validUntil'), dayOf);
  const issued = dayValue(valuesOn(facts, [letter], 'issuedOn'), dayOf);
  const validDays = Number(pack.settings.validDays);
  if (until && counts(until.value, pack) && isOver(until.day, facts.on)) return { value: { ...until.value, differs: true }, fault: `已于${until.day}到期` };
  if (!issued || !counts(issued.value, pack)) return undefined;
  if (issued.day > facts.on) return { value: { ...issued.value, differs: true }, fault: `的日期${issued.day}还没有到` };
  const tooOld = !until && validDays > 0 && daysBetween(issued.day, facts.on) > validDays;
  return tooOld ? { value: { ...issued.value, differs: true }, fault: `出具于${issued.day}，已超过${validDays}天` } : undefined;
}
