import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Made-up people and a unit to deal with, and the pictures of their papers; for the demo city and the tests. */
export const seller = { side: 'seller', kind: 'person', name: '卖方甲', idNumber: '330203199001010014', attendance: 'present' } as const;
export const buyer = { side: 'buyer', kind: 'person', name: '买方乙', idNumber: '11010519491231002X', attendance: 'present' } as const;
export const sellingUnit = {
  side: 'seller',
  kind: 'unit',
  name: '样板贸易有限公司',
  creditCode: '91330200MA2AB10670',
  delegateName: '经办丙',
  delegateIdNumber: '330206199202290031',
  attendance: 'present',
} as const;

const pictures = join(__dirname, 'pictures');
/** One of the pictures that stand in the repository, by its name. */
export const picture = (name: string): Buffer => readFileSync(join(pictures, `${name}.jpg`));

const pictureOf: Record<string, string> = {
  P01: 'seller_id_front', P02: 'seller_id_back', P03: 'seller_present',
  P07: 'buyer_id_front', P08: 'buyer_id_back', P09: 'buyer_present',
  P20: 'registration_certificate', P21: 'registration_transfers', P22: 'vehicle_licence', P23: 'vehicle_licence_annex',
  P24: 'car_front', P25: 'car_rear', P26: 'vin', P30: 'invoice',
}; // prettier-ignore
/** What a photo type looks like when all is well; papers without a picture of their own are shown by the letter. */
export const pictureFor = (slot: string): Buffer => picture(pictureOf[slot] ?? 'authority_letter');
