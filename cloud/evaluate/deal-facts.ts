import { type PhotoRules, photosFor } from '@yongche/contract/standards/photo-list';
import { type DealPaper, daysAfter, type MadeDeal, type MadeParty } from '../local/documents/deal';
import { documentKindOf } from '../local/documents/sheet';
import type { DocumentField, DocumentKind, ReadField } from '../src/adapters/ocr/ocr';
import type { PictureLook } from '../src/domains/checks/looking/look';
import type { DealFacts, PartyFacts, PictureFacts } from '../src/domains/checks/rules/rule';
import table from '../src/domains/transactions/photo-rules.2026-1.json';

/** What is known of one paper's picture. */
export interface Known {
  kind: DocumentKind | null;
  kindConfidence: number;
  fields: ReadField[];
  look: PictureLook | null;
}

const nothingFound: PictureLook = { findings: [], outline: null, exif: { make: null, model: null, software: null, takenAt: null } };

/** As a perfect reader would read it: what was written, surely, and nothing suspicious seen. */
export function asWritten({ kind, values }: DealPaper): Known {
  const said = Object.entries(kind === 'registration_transfers' ? { mortgage: 'no', ...values } : values) as [DocumentField, string][];
  return { kind: documentKindOf(kind), kindConfidence: 0.99, fields: said.map(([field, value]) => ({ field, value, confidence: 0.99, box: null })), look: nothingFound };
}

/** Everything that the rules are told of a made deal whose pictures were taken as they should be, at the market's counter; many cars were dealt with before. */
export function factsOf(deal: MadeDeal, papers: DealPaper[], knownOf: (paper: DealPaper) => Known): DealFacts {
  const parties = [partyOf('seller', deal.seller), partyOf('buyer', deal.buyer)];
  const { business, vin, plate, on, kilometres } = deal;
  const mortgaged = deal.mortgage === 'consented';
  const photos = photosFor(table as unknown as PhotoRules, { business, mortgaged, parties });
  return {
    business, channel: 'mobile', vin, plate, mortgaged, on, parties,
    pictures: papers.map((paper) => pictureOf(paper, knownOf(paper), on)),
    required: photos.filter(({ required }) => required).map(({ code, title, min }) => ({ slot: code, title, min })),
    agent: { certificateInForce: true, companyInForce: true, isHolder: true },
    market: { allowsAgentForBothSides: true, position: { latitude: 29.87, longitude: 121.55, radiusMetres: 800 } },
    history: { deals: kilometres > 20_000 ? [{ serial: '202401150001010001', completedOn: daysAfter(on, -500), kilometres: kilometres - 12_000 }] : [] },
  }; // prettier-ignore
}

function partyOf(side: 'seller' | 'buyer', { kind, name, number, person, attendance }: MadeParty): PartyFacts {
  const delegate = kind === 'unit' ? { delegateName: person.name, delegateIdNumber: person.number } : { delegateName: null, delegateIdNumber: null };
  return { side, kind, name, number, ...delegate, attendance, notified: true, shortHoldingSales: 0 };
}

function pictureOf({ slot }: DealPaper, { kind, kindConfidence, fields, look }: Known, on: string): PictureFacts {
  const at = (minutes: number) => new Date(Date.parse(`${on}T02:00:00Z`) + minutes * 60_000);
  const capture = { nonceIssuedAt: at(-3), method: 'in_app_camera', position: { latitude: 29.8702, longitude: 121.5503, accuracyMetres: 25 }, device: 'Made Phone 1 / WeChat 8.0' };
  const values = fields.map((field) => ({ ...field, source: 'read' as const, imageId: slot, slot }));
  return { imageId: slot, slot, reading: 'done', kind, kindConfidence, values, look, capturedAt: at(0), receivedAt: at(1), capture };
}
