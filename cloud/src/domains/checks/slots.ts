import type { DocumentKind } from '../../adapters/ocr/ocr';

const kindOfSlot: Record<string, DocumentKind> = {
  P01: 'id_front', P02: 'id_back', P04: 'business_licence', P05: 'authority_letter', P06: 'authority_letter',
  P07: 'id_front', P08: 'id_back', P10: 'business_licence', P11: 'authority_letter', P12: 'authority_letter',
  P20: 'registration_certificate', P21: 'registration_transfers', P22: 'vehicle_licence', P23: 'vehicle_licence_annex',
  P24: 'plate', P25: 'plate', P26: 'vin_plate', P27: 'vin_plate', P28: 'odometer', P30: 'used_car_invoice',
}; // prettier-ignore

/** What a picture in this slot has to show (domain.md 2.2); `other` where nothing is read from it. */
export const expectedKind = (slot: string): DocumentKind => kindOfSlot[slot] ?? 'other';
