import type { DealInput } from '../src/domains/transactions/deals';
import type { RuleCode } from '../src/domains/checks/rules/rule';
import { buyer, seller, sellingUnit } from './demo-parties';
import { type DealPaper, daysAfter, type MadeDeal, madeDeal, type MadeParty, papersOf } from './documents/deal';
import { inconsistencies } from './documents/inconsistencies';
import { madeAddress, madeName } from './documents/made-up';
import { randomOf } from './documents/random';

type Input = Omit<DealInput, 'marketId'>;

/** One demo deal: what was entered, the papers that are photographed for it, and how far it comes. */
export interface DemoStory {
  input: Input;
  papers: DealPaper[];
  /** `captured` where every picture is taken and the pre-check stops it; `capturing` where the agent is still at it. */
  until: 'capturing' | 'captured' | 'awaiting_check' | 'returned' | 'completed';
  /** 柜台交易: captured by the operator of the market, with a document camera. */
  isFixed?: true;
  /** The agent does not agree with this finding. */
  dispute?: { rule: RuleCode; note: string };
  /** The counter lets it pass after a look at the originals. */
  override?: { rule: RuleCode; note: string };
}

/** Seven deals, most in another state, two of them captured at the counter; the papers of all but three agree in everything. */
export function demoStories(today: string): DemoStory[] {
  return [
    {
      ...told({ business: 'city_transfer', vin: 'LGWHHT3R76E778077', plate: '浙B8K231', mortgaged: false, parties: [seller, buyer] }, today, '检验过期'),
      until: 'awaiting_check',
      dispute: { rule: 'T-23', note: '昨天刚检验合格，行驶证副页还没有换，检验合格标志在手机交管12123里，请柜台看。' },
    },
    { ...told({ business: 'city_transfer', vin: 'LSVAA49J132047371', plate: '浙B66F08', mortgaged: false, parties: [seller, buyer] }, today, '发票车架号差一位'), until: 'captured' },
    { ...told({ business: 'city_transfer', vin: 'LSGPC52U6AF102554', plate: '浙B12345', mortgaged: false, parties: [sellingUnit, buyer] }, today), until: 'completed', isFixed: true },
    { ...told({ business: 'city_transfer', vin: 'LFV2A21K7G4102330', plate: '浙B27A90', mortgaged: false, parties: [seller, buyer] }, today), until: 'completed', isFixed: true },
    {
      ...told({ business: 'city_transfer', vin: 'LVSHCAMB1CE054249', plate: '浙B9C518', mortgaged: false, parties: [seller, buyer] }, today, '检验过期'),
      until: 'completed',
      dispute: { rule: 'T-23', note: '检验合格标志已在手机交管12123领取，纸面副页没有更新。' },
      override: { rule: 'T-23', note: '已在当事人手机交管12123上看到检验合格标志' },
    },
    { ...told({ business: 'moved_out', vin: '1M8GDM9AXKP042788', plate: '浙BD12345', mortgaged: false, parties: [seller, buyer] }, today), until: 'returned' },
    { ...told({ business: 'cross_region', vin: 'LHGEZTLX48J724873', plate: '沪A7F520', mortgaged: true, parties: [seller, buyer] }, today), until: 'capturing' },
  ];
}

/** The papers that belong to a deal, with one thing wrong where it is named. */
function told(input: Input, today: string, wrong?: string): Pick<DemoStory, 'input' | 'papers'> {
  const { business, vin, plate, mortgaged, parties } = input;
  const [sold, bought] = parties.map((party) => madePartyOf(party, today)) as [MadeParty, MadeParty];
  const energy = plate.length === 8 ? '纯电动' : '汽油';
  const deal: MadeDeal = madeDeal(`demo ${vin}`, { business, on: today, vin, plate, energy, seller: sold, buyer: bought, mortgage: mortgaged ? 'consented' : 'lifted', marketName: '示范二手车市场' });
  const change = inconsistencies.find(({ title }) => title === wrong)?.change;
  return { input, papers: change ? change(papersOf(deal), deal) : papersOf(deal) };
}

function madePartyOf(party: Input['parties'][number], today: string): MadeParty {
  const random = randomOf(`demo ${party.name}`);
  const card = { address: madeAddress(random), issuedBy: '示范市公安局样板分局', validFrom: daysAfter(today, -1500), validUntil: daysAfter(today, 5805) };
  const more = { attendance: party.attendance, legalRepresentative: madeName(random), licenceUntil: 'long' };
  if (party.kind === 'person') return { kind: 'person', name: party.name, number: party.idNumber, person: { name: party.name, number: party.idNumber, ...card }, ...more };
  return { kind: 'unit', name: party.name, number: party.creditCode, person: { name: party.delegateName, number: party.delegateIdNumber, ...card }, ...more };
}
