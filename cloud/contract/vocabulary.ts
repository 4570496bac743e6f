/** The closed lists of the trade, each with its Chinese term: the only place where these words stand. Imports nothing else. */
export * from './vocabulary/audit';
export * from './vocabulary/billing';
export * from './vocabulary/checks';
export * from './vocabulary/discipline';
export * from './vocabulary/governance';
export * from './vocabulary/identity';
export * from './vocabulary/inspections';
export * from './vocabulary/ledger';
export * from './vocabulary/members';
export * from './vocabulary/operations';
export * from './vocabulary/payments';
export * from './vocabulary/privacy';
export * from './vocabulary/reconciliation';
export * from './vocabulary/registry';
export * from './vocabulary/statistics';
export * from './vocabulary/transactions';
