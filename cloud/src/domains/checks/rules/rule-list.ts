import type { RuleCode, Rule } from './rule';
import { requiredPhotos } from './t-01-required-photos';
import { quality } from './t-02-quality';
import { originals } from './t-03-originals';
import { sameVin } from './t-04-vin';
import { samePlate } from './t-05-plate';
import { ownerIsSeller } from './t-06-seller';
import { buyerIsBuyer } from './t-07-buyer';
import { certificateInForce } from './t-08-certificate';
import { authorityLetter } from './t-09-authority-letter';
import { validPapers } from './t-10-validity';
import { shortHolding } from './t-11-short-holding';
import { mortgage } from './t-12-mortgage';
import { nearScrapping } from './t-13-scrapping';
import { frequentDeals } from './t-14-frequent-deals';
import { duplicates } from './t-15-duplicates';
import { placeAndTime } from './t-16-place-and-time';
import { device } from './t-17-device';
import { price } from './t-18-price';
import { invoice } from './t-19-invoice';
import { bothSides } from './t-20-both-sides';
import { odometer } from './t-21-odometer';
import { energy } from './t-22-energy';
import { inspection } from './t-23-inspection';
import { consent } from './t-24-consent';

/** Every rule of the catalogue (domain.md 2.4), in its order; one that is missing does not compile. */
export const ruleByCode: Record<RuleCode, Rule> = {
  'T-01': requiredPhotos,
  'T-02': quality,
  'T-03': originals,
  'T-04': sameVin,
  'T-05': samePlate,
  'T-06': ownerIsSeller,
  'T-07': buyerIsBuyer,
  'T-08': certificateInForce,
  'T-09': authorityLetter,
  'T-10': validPapers,
  'T-11': shortHolding,
  'T-12': mortgage,
  'T-13': nearScrapping,
  'T-14': frequentDeals,
  'T-15': duplicates,
  'T-16': placeAndTime,
  'T-17': device,
  'T-18': price,
  'T-19': invoice,
  'T-20': bothSides,
  'T-21': odometer,
  'T-22': energy,
  'T-23': inspection,
  'T-24': consent,
};

export const rules = Object.values(ruleByCode);
/** Versions of all rules: with a new one a deal is checked again. */
export const ruleVersions = rules.map(({ code, version }) => `${code}/${version}`).join(' ');
