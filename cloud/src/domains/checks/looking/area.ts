import type { DocumentKind } from '../../../adapters/ocr/ocr';

/** Kinds that are one sheet or card, lighter than the table on which they lie. */
const papers: ReadonlySet<DocumentKind> = new Set([
  'id_front', 'id_back', 'business_licence', 'authority_letter', 'registration_certificate', 'registration_transfers',
  'vehicle_licence', 'vehicle_licence_annex', 'used_car_invoice',
] as const); // prettier-ignore

export const isPaper = (kind: DocumentKind) => papers.has(kind);
