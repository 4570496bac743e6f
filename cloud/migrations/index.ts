import { FirstDeal1764000000000 } from './1764000000000-first-deal';
import { Register1764100000000 } from './1764100000000-register';
import { PersonKeys1764200000000 } from './1764200000000-person-keys';
import { SealedPictures1764300000000 } from './1764300000000-sealed-pictures';
import { StaffAccounts1764400000000 } from './1764400000000-staff-accounts';
import { AuditChain1764500000000 } from './1764500000000-audit-chain';
import { Messages1764600000000 } from './1764600000000-messages';
import { Rules1764700000000 } from './1764700000000-rules';
import { PhotoQuality1764705000000 } from './1764705000000-photo-quality';
import { Readings1764710000000 } from './1764710000000-readings';
import { PictureHashes1764720000000 } from './1764720000000-picture-hashes';
import { Evidence1764730000000 } from './1764730000000-evidence';
import { Inspections1764800000000 } from './1764800000000-inspections';
import { Problems1764805000000 } from './1764805000000-problems';
import { Violations1764810000000 } from './1764810000000-violations';
import { Measures1764820000000 } from './1764820000000-measures';
import { Governance1764830000000 } from './1764830000000-governance';
import { Ledger1764900000000 } from './1764900000000-ledger';
import { Expenses1764905000000 } from './1764905000000-expenses';
import { Members1764910000000 } from './1764910000000-members';
import { Billing1764920000000 } from './1764920000000-billing';
import { Payments1764930000000 } from './1764930000000-payments';
import { Reconciliation1764940000000 } from './1764940000000-reconciliation';
import { CounterChecks1764950000000 } from './1764950000000-counter-checks';
import { TerminalDevices1765010000000 } from './1765010000000-terminal-devices';

/** Every migration, oldest first. */
export const migrations = [FirstDeal1764000000000, Register1764100000000, PersonKeys1764200000000, SealedPictures1764300000000, StaffAccounts1764400000000, AuditChain1764500000000, Messages1764600000000, Rules1764700000000, PhotoQuality1764705000000, Readings1764710000000, PictureHashes1764720000000, Evidence1764730000000, Inspections1764800000000, Problems1764805000000, Violations1764810000000, Measures1764820000000, Governance1764830000000, Ledger1764900000000, Expenses1764905000000, Members1764910000000, Billing1764920000000, Payments1764930000000, Reconciliation1764940000000, CounterChecks1764950000000, TerminalDevices1765010000000];
