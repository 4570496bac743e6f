import type { DocumentKind } from '../../ocr';
import type { Row } from '../page';
import { authorityLetter } from './authority-letter';
import { businessLicence } from './business-licence';
import type { Draft } from './draft';
import { idBack, idFront } from './id-card';
import { registrationCertificate } from './registration-certificate';
import { registrationTransfers } from './registration-transfers';
import { usedCarInvoice } from './used-car-invoice';
import { carPlate, odometer, vinPlate } from './vehicle';
import { vehicleLicence, vehicleLicenceAnnex } from './vehicle-licence';

/** Reads the fields of each kind of document from its rows. */
export const fieldsOf: Record<DocumentKind, (rows: Row[]) => Draft> = {
  id_front: idFront,
  id_back: idBack,
  business_licence: businessLicence,
  authority_letter: authorityLetter,
  registration_certificate: registrationCertificate,
  registration_transfers: registrationTransfers,
  vehicle_licence: vehicleLicence,
  vehicle_licence_annex: vehicleLicenceAnnex,
  plate: carPlate,
  vin_plate: vinPlate,
  odometer,
  used_car_invoice: usedCarInvoice,
  other: () => ({}),
};
