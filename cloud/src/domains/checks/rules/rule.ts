import type { attendances, businesses, channels, partyKinds, ruleCodes, severities, sides, valueSources, verdicts } from '@yongche/contract';
import type { RulePackContent } from '@yongche/contract/checks';
import type { Box, DocumentField, DocumentKind } from '../../../adapters/ocr/ocr';
import type { PictureLook } from '../looking/look';

export type RuleCode = keyof typeof ruleCodes;
export type Verdict = keyof typeof verdicts;
export type Severity = keyof typeof severities;

/** One value as a rule sees it: normalised, with where it comes from. */
export interface FactValue {
  field: DocumentField;
  value: string;
  source: keyof typeof valueSources;
  confidence: number;
  imageId: string | null;
  slot: string | null;
  box: Box | null;
  /** Of an entered value: whose it is, as the place in `DealFacts.parties`; absent where it is the deal's own. */
  party?: number;
  /** In an answer: it differs from what most of the compared values say. */
  differs?: boolean;
}

/** A picture in force, as read and looked at. */
export interface PictureFacts {
  imageId: string;
  slot: string;
  /** `done`, or else nothing was read from it: rules that need it answer 不能确定. */
  reading: 'waiting' | 'running' | 'done' | 'failed';
  kind: DocumentKind | null;
  kindConfidence: number;
  values: FactValue[];
  look: PictureLook | null;
  capturedAt: Date;
  receivedAt: Date;
  capture: CaptureFacts | null;
}

/** 采集情况: `nonceIssuedAt` is null where the picture carried no 采集码 of this deal. */
export interface CaptureFacts {
  nonceIssuedAt: Date | null;
  method: string;
  position: { latitude: number; longitude: number; accuracyMetres: number } | null;
  device: string | null;
}

/** Seller or buyer with name and number in clear: they stay inside the check. */
export interface PartyFacts {
  side: keyof typeof sides;
  kind: keyof typeof partyKinds;
  name: string;
  number: string;
  delegateName: string | null;
  delegateIdNumber: string | null;
  attendance: keyof typeof attendances;
  notified: boolean;
  /** T-11: completed deals of this calendar year in which this natural person sold a car held for less than a year. */
  shortHoldingSales: number;
}

/** All that the rules look at: gathered once, so that each rule is a pure function of it. */
export interface DealFacts {
  business: keyof typeof businesses;
  /** `fixed`: captured at a counter, whose page has no position and gets its 采集码 when there is a network. */
  channel: keyof typeof channels;
  vin: string;
  plate: string;
  mortgaged: boolean;
  /** Day in Shanghai on which the check speaks: of completion, or today. */
  on: string;
  parties: PartyFacts[];
  pictures: PictureFacts[];
  /** 拍照清单 of the deal: which slots it must have, and how many pictures. */
  required: { slot: string; title: string; min: number }[];
  agent: { certificateInForce: boolean; companyInForce: boolean; isHolder: boolean };
  market: { allowsAgentForBothSides: boolean; position: { latitude: number; longitude: number; radiusMetres: number } | null };
  history: {
    /** Other completed deals of this VIN, latest first. */
    deals: { serial: string; completedOn: string; kilometres: number | null }[];
  };
}

/** What a rule says. */
export interface RuleAnswer {
  verdict: Verdict;
  /** This finding costs no more than that, whatever the pack allows the rule; absent where the pack alone decides. */
  atMost?: Severity;
  /** In plain Chinese, without names or numbers of persons. */
  sentence: string;
  fix: string | null;
  values: FactValue[];
  areas: { imageId: string; slot: string; box: Box | null; label: string }[];
}

/** 规则: one of T-01 … T-24, a pure function of the deal's facts. */
export interface Rule {
  code: RuleCode;
  /** Raised with every change of what it says, so that a result names the rule that said it. */
  version: number;
  /** The rule's own settings in a pack, by name, with what each means in Chinese. */
  settings?: Record<string, string>;
  /** Null where the rule has nothing to say of such a deal (不适用). */
  check(facts: DealFacts, pack: RuleSettings): RuleAnswer | null;
}

/** What a pack gives a rule: its own settings, the detectors' thresholds, the least confidence. */
export type RuleSettings = { settings: Record<string, number | string | boolean> } & Pick<RulePackContent, 'detectors' | 'minConfidence'>;

/** A rule's answer with what the pack makes of it. */
export interface RuleResult extends RuleAnswer {
  rule: RuleCode;
  version: number;
  severity: Severity;
}
