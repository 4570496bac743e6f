import { personSettings, sameParty } from './persons';
import type { Rule } from './rule';

/** The buyer by the own papers is the buyer of 发票. */
export const buyerIsBuyer: Rule = {
  code: 'T-07',
  version: 1,
  settings: personSettings,
  check: sameParty('buyer', [
    { field: 'name', slots: ['P07'], is: 'name', kind: 'person' },
    { field: 'idNumber', slots: ['P07'], is: 'number', kind: 'person' },
    { field: 'unitName', slots: ['P10'], is: 'name', kind: 'unit' },
    { field: 'creditCode', slots: ['P10'], is: 'number', kind: 'unit' },
    { field: 'buyerName', slots: ['P30'], is: 'name' },
    { field: 'buyerNumber', slots: ['P30'], is: 'number' },
  ]),
};
