import { AuditEvent } from './audit/audit-event.entity';
import { Account } from './domains/identity/account.entity';
import { Consent } from './domains/identity/consent.entity';
import { Session } from './domains/identity/session.entity';
import { Staff } from './domains/identity/staff.entity';
import { Verification } from './domains/identity/verification.entity';
import { Certificate } from './domains/registry/certificate.entity';
import { Company } from './domains/registry/company.entity';
import { Market } from './domains/registry/market.entity';
import { Person } from './domains/registry/person.entity';
import { Image } from './domains/transactions/image.entity';
import { Party } from './domains/transactions/party.entity';
import { PhotoRulesVersion } from './domains/transactions/photo-rules.entity';
import { Serial } from './domains/transactions/serial.entity';
import { Transaction } from './domains/transactions/transaction.entity';
import { IdempotencyKey } from './http/idempotency.entity';
import { RateLimit } from './http/rate-limit.entity';
import { Job } from './jobs/job.entity';

/** Every table of the system. */
export const entities = [
  Account,
  AuditEvent,
  Certificate,
  Company,
  Consent,
  IdempotencyKey,
  Image,
  Job,
  Market,
  Party,
  Person,
  PhotoRulesVersion,
  RateLimit,
  Serial,
  Session,
  Staff,
  Transaction,
  Verification,
];
