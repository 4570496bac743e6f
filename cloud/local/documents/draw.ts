import { idBack, idFront } from './papers/id-card';
import { usedCarInvoice } from './papers/invoice';
import { authorityLetter, businessLicence, mortgageeConsent } from './papers/letters';
import { personAtCounter } from './papers/person';
import { registrationCertificate, registrationTransfers } from './papers/registration';
import { carWithPlate, odometer, vinPlate } from './papers/vehicle';
import { vehicleLicence, vehicleLicenceAnnex } from './papers/vehicle-licence';
import type { PaperKind, PaperValues, Sheet } from './sheet';

/** A paper of the trade that is not real: what stands on it, and the seed of all that is left to chance. */
export interface Paper {
  kind: PaperKind;
  values: PaperValues;
  seed: string;
  /** A car seen from behind. */
  rear?: boolean;
}

const drawings: Record<PaperKind, (values: PaperValues, seed: string, rear: boolean) => Sheet> = {
  id_front: idFront,
  id_back: idBack,
  business_licence: businessLicence,
  authority_letter: authorityLetter,
  registration_certificate: registrationCertificate,
  registration_transfers: registrationTransfers,
  vehicle_licence: vehicleLicence,
  vehicle_licence_annex: vehicleLicenceAnnex,
  plate: carWithPlate,
  vin_plate: vinPlate,
  odometer,
  used_car_invoice: usedCarInvoice,
  person: (_, seed) => personAtCounter(seed),
  consent: mortgageeConsent,
};

/** Draws a paper as it would lie in a scanner. Labels and order are the real papers'; issuing bodies and people are made up. */
export const drawPaper = ({ kind, values, seed, rear = false }: Paper): Sheet => drawings[kind](values, seed, rear);
