import { normalizePlate } from '@yongche/contract/standards/plate';
import { sides } from '@yongche/contract/vocabulary';
import type { DealInput } from '../counter-deal';

/** One seller or buyer while the form is being filled; what does not belong to its kind stays empty. */
export interface PartyDraft {
  key: string;
  side: keyof typeof sides;
  kind: DealInput['parties'][number]['kind'];
  name: string;
  idNumber: string;
  creditCode: string;
  delegateName: string;
  delegateIdNumber: string;
  attendance: DealInput['parties'][number]['attendance'];
}

/** A deal while the form is being filled. */
export interface DealDraft {
  business: DealInput['business'];
  plate: string;
  vin: string;
  mortgaged: boolean;
  parties: PartyDraft[];
}

/** Fields of a party that are written, by its kind, in the order in which they are filled. */
const written = {
  person: ['name', 'idNumber'],
  unit: ['name', 'creditCode', 'delegateName', 'delegateIdNumber'],
} as const satisfies Record<PartyDraft['kind'], readonly (keyof PartyDraft)[]>;
export type WrittenField = (typeof written)[PartyDraft['kind']][number];

/** The most people on both sides together. */
export const mostParties = 8;

/** An empty seller or buyer. */
export const emptyParty = (side: PartyDraft['side']): PartyDraft => ({
  key: crypto.randomUUID(),
  side,
  kind: 'person',
  name: '',
  idNumber: '',
  creditCode: '',
  delegateName: '',
  delegateIdNumber: '',
  attendance: 'present',
});

/** A form in which only the city's 车牌号前缀 stands. */
export const emptyDraft = (platePrefix: string): DealDraft => ({
  business: 'city_transfer',
  plate: platePrefix,
  vin: '',
  mortgaged: false,
  parties: [emptyParty('seller'), emptyParty('buyer')],
});

/** The form of a deal that is to be corrected. */
export const draftOf = ({ parties, ...car }: DealInput): DealDraft => ({ ...car, parties: parties.map((party) => ({ ...emptyParty(party.side), ...party })) });

/** The form of the next car of the same seller: business and sellers as they were; car and buyer are to be entered. */
export function draftOfNextCar(input: DealInput, platePrefix: string): DealDraft {
  const sellers = draftOf(input).parties.filter(({ side }) => side === 'seller');
  return { ...emptyDraft(platePrefix), business: input.business, parties: [...sellers, emptyParty('buyer')] };
}

/** What the deal is begun or corrected with; call it when nothing is missing. */
export function inputOf(draft: DealDraft): DealInput {
  return {
    business: draft.business,
    vin: tidy(draft.vin),
    plate: normalizePlate(draft.plate),
    mortgaged: draft.mortgaged,
    parties: draft.parties.map(({ side, kind, attendance, ...party }) => {
      const name = party.name.trim();
      if (kind === 'person') return { side, kind, attendance, name, idNumber: tidy(party.idNumber) };
      const delegate = { delegateName: party.delegateName.trim(), delegateIdNumber: tidy(party.delegateIdNumber) };
      return { side, kind, attendance, name, creditCode: tidy(party.creditCode), ...delegate };
    }),
  };
}

/** As codes and numbers are written: half-width capitals without blanks, whatever keyboard or scanner typed them. */
export const tidy = (entry: string) => entry.normalize('NFKC').replace(/\s/g, '').toUpperCase();

/** 卖方, or 卖方2 where there are several. */
export function titleOfParty(parties: Pick<PartyDraft, 'side'>[], at: number): string {
  const { side } = parties[at]!;
  const before = parties.slice(0, at).filter((other) => other.side === side).length;
  return before === 0 ? sides[side] : `${sides[side]}${before + 1}`;
}

/** Every field that is written, by the path that the server uses too (`parties.0.idNumber`), in the order of the form. */
export function fieldsOf({ parties }: Pick<DealDraft, 'parties'>, hasCertificate: boolean): string[] {
  const ofParties = parties.flatMap(({ kind }, at) => written[kind].map((field) => `parties.${at}.${field}`));
  return [...(hasCertificate ? ['certificate'] : []), 'plate', 'vin', ...ofParties];
}

/** The party to which a field belongs; undefined for one of the car. */
export const partyOfField = (field: string): number | undefined => {
  const found = /^parties\.(\d+)\./.exec(field)?.[1];
  return found === undefined ? undefined : Number(found);
};

/** The form with a card of the reader laid into it: a unit sends its delegate. @returns the same form where there is no such party */
export function withCard(draft: DealDraft, at: number, { name, idNumber }: { name: string; idNumber: string }): DealDraft {
  const fields = (party: PartyDraft) => (party.kind === 'person' ? { name, idNumber } : { delegateName: name, delegateIdNumber: idNumber });
  return { ...draft, parties: draft.parties.map((party, place) => (place === at ? { ...party, ...fields(party) } : party)) };
}

/** For whom a card is when no party has the focus: the first who has no number yet. */
export function partyWithoutCard({ parties }: Pick<DealDraft, 'parties'>): number | undefined {
  const at = parties.findIndex((party) => (party.kind === 'person' ? party.idNumber : party.delegateIdNumber) === '');
  return at === -1 ? undefined : at;
}
