import type { attendances, businesses, partyKinds, sides } from '../vocabulary';

/*
 * 拍照清单: which pictures a deal needs, said once for the server and for the counter, whose page must know it without a network.
 */


/**
 * What a picture must be, by the kind of thing that it shows; part of the versioned photo rules. The last five came later:
 * a table without them does not ask for them.
 */
export interface QualityLimits {
  /** Pixels on the long side. */
  minLongSide: number;
  /** Sharpness of the sharpest eighth of what is judged, see `looking/sharpness`. */
  minSharpness: number;
  /** Mean grey value, 0–255. */
  minBrightness: number;
  /** Share of the whole picture at or above 250, 0–1: bright paper is no fault. */
  maxSaturated: number;
  /** Sharpness of a sheet or card that was found on its table; without it `minSharpness` is asked of it too. */
  minSheetSharpness?: number;
  /** Pixels for each millimetre of the sheet or card. */
  minPixelsPerMillimetre?: number;
  /** Share of the sheet that a reflection hides, 0–1. */
  maxGlare?: number;
  /** Score of `cutScoreOf`, see `looking/cut-off`, 0–1. */
  maxCutOff?: number;
  /** Score of the checks' `screenshotScore`, 0–1. */
  maxScreenshot?: number;
}

/** One row of the requirement matrix: where it holds for a deal, the photo has this status. The first that holds counts. */
export interface Requirement {
  when: {
    business?: keyof typeof businesses;
    mortgaged?: boolean;
    /** Some party of the deal is like this. */
    side?: keyof typeof sides;
    kind?: keyof typeof partyKinds;
    attendance?: keyof typeof attendances;
  };
  status: 'required' | 'optional';
  /** Why, in Chinese, for the agent. */
  reason: string;
}

/** 影像类型: what to take, how, and for which deals. */
export interface PhotoType {
  code: string;
  title: string;
  hint: string;
  subject: 'document' | 'person' | 'vehicle';
  /** Width / height of the outline in the camera. */
  aspect: number;
  budgetBytes: number;
  longSide: number;
  /** Pictures of this type in one deal; where `perParty`, as many as parties that ask for it, at least. */
  max: number;
  perParty?: true;
  requirements: Requirement[];
}

/** A version of the whole table (domain.md 2.2). */
export interface PhotoRules {
  quality: Record<PhotoType['subject'], QualityLimits>;
  photos: PhotoType[];
}

/** The facts of a deal that the table asks for. */
export interface DealFacts {
  business: keyof typeof businesses;
  mortgaged: boolean;
  parties: { side: keyof typeof sides; kind: keyof typeof partyKinds; attendance: keyof typeof attendances }[];
}

/** A photo type as it applies to one deal. */
export interface RequiredPhoto extends PhotoType {
  required: boolean;
  reason: string;
  min: number;
}

/** 拍照清单: the photo types that a deal needs or may have, in the table's order. */
export function photosFor(rules: PhotoRules, deal: DealFacts): RequiredPhoto[] {
  return rules.photos.flatMap((photo) => {
    const requirement = photo.requirements.find((row) => holds(row.when, deal));
    if (!requirement) return [];
    const asking = photo.perParty ? partiesAsking(photo, deal) : 1;
    const required = requirement.status === 'required';
    return [{ ...photo, required, reason: requirement.reason, min: required ? asking : 0, max: Math.max(photo.max, asking) }];
  });
}

function holds(when: Requirement['when'], deal: DealFacts): boolean {
  const ofDeal = (when.business ?? deal.business) === deal.business && (when.mortgaged ?? deal.mortgaged) === deal.mortgaged;
  const ofParty = when.side === undefined || deal.parties.some((party) => isLike(party, when));
  return ofDeal && ofParty;
}

function isLike(party: DealFacts['parties'][number], when: Requirement['when']): boolean {
  return (
    (when.side ?? party.side) === party.side &&
    (when.kind ?? party.kind) === party.kind &&
    (when.attendance ?? party.attendance) === party.attendance
  );
}

/** How many parties each need their own picture of this type. */
function partiesAsking(photo: PhotoType, deal: DealFacts): number {
  const rows = photo.requirements.filter((row) => row.status === 'required' && row.when.side);
  return Math.max(1, deal.parties.filter((party) => rows.some((row) => isLike(party, row.when))).length);
}
