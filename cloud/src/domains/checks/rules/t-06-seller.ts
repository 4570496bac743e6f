import { personSettings, sameParty } from './persons';
import type { Rule } from './rule';

/** The owner by 登记证书 and 行驶证 is the seller, by the seller's own papers and by 发票. */
export const ownerIsSeller: Rule = {
  code: 'T-06',
  version: 1,
  settings: personSettings,
  check: sameParty('seller', [
    { field: 'owner', slots: ['P20', 'P22'], is: 'name' },
    { field: 'ownerNumber', slots: ['P20'], is: 'number' },
    { field: 'name', slots: ['P01'], is: 'name', kind: 'person' },
    { field: 'idNumber', slots: ['P01'], is: 'number', kind: 'person' },
    { field: 'unitName', slots: ['P04'], is: 'name', kind: 'unit' },
    { field: 'creditCode', slots: ['P04'], is: 'number', kind: 'unit' },
    { field: 'sellerName', slots: ['P30'], is: 'name' },
    { field: 'sellerNumber', slots: ['P30'], is: 'number' },
  ]),
};
