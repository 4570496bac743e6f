import { AuditEvent } from './audit/audit-event.entity';
import { AuditLink, AuditWaiting } from './audit/chain.entity';
import { AuditCheckpoint } from './audit/checkpoint.entity';
import { AuditVerification } from './domains/audit/audit-verification.entity';
import { DealCheck, RuleDecision, StoredResult } from './domains/checks/deal-check.entity';
import { RulePack, RulePackReplay } from './domains/checks/rule-pack.entity';
import { PictureHash } from './domains/checks/duplicates/picture-hash.entity';
import { PictureReading } from './domains/checks/reading/picture-reading.entity';
import { EvidenceCheckpoint } from './domains/evidence/evidence-checkpoint.entity';
import { EvidenceLeaf, EvidenceLog, EvidenceNode, EvidenceRecord, EvidenceWaiting } from './domains/evidence/evidence-log.entity';
import { EvidenceVerification } from './domains/evidence/evidence-verification.entity';
import { Bill, BillLine } from './domains/billing/bill.entity';
import { MeterEvent, OpenMonth } from './domains/billing/meter-event.entity';
import { ServiceContract } from './domains/billing/service-contract.entity';
import { Tariff } from './domains/billing/tariff.entity';
import { DisciplineAccount } from './domains/discipline/discipline-account.entity';
import { LearningCredit } from './domains/discipline/learning-credit.entity';
import { Measure } from './domains/discipline/measure.entity';
import { RuleBook } from './domains/discipline/rule-book.entity';
import { Violation } from './domains/discipline/violation.entity';
import { AgendaItem } from './domains/governance/agenda-item.entity';
import { Meeting } from './domains/governance/meeting.entity';
import { Resolution } from './domains/governance/resolution.entity';
import { Account } from './domains/identity/account.entity';
import { Consent } from './domains/identity/consent.entity';
import { RecoveryCode } from './domains/identity/recovery-code.entity';
import { Session } from './domains/identity/session.entity';
import { StaffPasskey } from './domains/identity/staff-passkey.entity';
import { StaffPin } from './domains/identity/staff-pin.entity';
import { Staff } from './domains/identity/staff.entity';
import { Verification } from './domains/identity/verification.entity';
import { InspectionCase } from './domains/inspections/inspection-case.entity';
import { InspectionDraw, InspectionStratum } from './domains/inspections/inspection-draw.entity';
import { InspectionLook } from './domains/inspections/inspection-look.entity';
import { Problem, ProblemItem, ProblemStep } from './domains/inspections/problem.entity';
import { SamplingPlan } from './domains/inspections/sampling-plan.entity';
import { AppBinding } from './domains/registry/app-binding.entity';
import { Budget, Expense } from './domains/ledger/expense.entity';
import { LedgerAccount, LedgerBooking, LedgerMonth, LedgerTransfer } from './domains/ledger/ledger.entity';
import { Due, DuesContact } from './domains/members/due.entity';
import { DuesScheme } from './domains/members/dues-scheme.entity';
import { Member, MemberStanding } from './domains/members/member.entity';
import { MembershipChange } from './domains/members/membership-change.entity';
import { Bulletin } from './domains/notices/bulletins/bulletin.entity';
import { BulletinAuthor } from './domains/notices/bulletins/bulletin-author.entity';
import { BulletinDestination } from './domains/notices/bulletins/bulletin-destination.entity';
import { BulletinRecipient, BulletinSending } from './domains/notices/bulletins/bulletin-sending.entity';
import { Message } from './domains/notices/message.entity';
import { Alarm, AlarmRule } from './domains/operations/monitoring/alarm.entity';
import { Incident } from './domains/operations/monitoring/incident.entity';
import { MonitorDayPeak, MonitorProcess, MonitorSample, MonitorTurn, OutsideService } from './domains/operations/monitoring/monitor.entity';
import { RestoreDrill } from './domains/operations/drills/restore-drill.entity';
import { MarketBackup } from './domains/operations/market-backup.entity';
import { BackupSchedule, ChangeFile, ChangeHistory, GoneObject, SystemBackup } from './domains/operations/backups/system-backup.entity';
import { PageMinimum, PageRelease, PageReleaseMarket } from './domains/operations/page-release.entity';
import { CashReceipt } from './domains/payments/cash-receipt.entity';
import { PayeeAccount } from './domains/payments/payee-account.entity';
import { PaymentNotice } from './domains/payments/payment-notice.entity';
import { PaymentOrder } from './domains/payments/payment-order.entity';
import { Receipt } from './domains/payments/receipt.entity';
import { Refund } from './domains/payments/refund.entity';
import { Erasure } from './domains/privacy/erasure.entity';
import { WrappedKey } from './domains/privacy/wrapped-key.entity';
import { Statement, StatementFile, StatementLine } from './domains/reconciliation/statement.entity';
import { Certificate } from './domains/registry/certificate.entity';
import { CleanupBatch, CleanupBatchCompany, LicenceImport } from './domains/registry/cleanup.entity';
import { CompanyManager } from './domains/registry/company-manager.entity';
import { Company } from './domains/registry/company.entity';
import { Duty } from './domains/registry/duty.entity';
import { EvidenceFile } from './domains/registry/evidence-file.entity';
import { Market } from './domains/registry/market.entity';
import { Person } from './domains/registry/person.entity';
import { RegisterCheck, RegisterStock } from './domains/registry/register-check.entity';
import { RegisterEvent } from './domains/registry/register-event.entity';
import { RegisterRequest } from './domains/registry/register-request.entity';
import { Terminal } from './domains/registry/terminal.entity';
import { TerminalDevice } from './domains/registry/terminal-device.entity';
import { TerminalPairing } from './domains/registry/terminal-pairing.entity';
import { AnnualReport, DeadlineCompletion } from './domains/statistics/annual/annual-report.entity';
import { ComparisonRules } from './domains/statistics/comparisons/comparison-rules.entity';
import { Registration, RegistrationList } from './domains/statistics/comparisons/registration.entity';
import { CountedDay, DealDayFigure } from './domains/statistics/day-figures/day-figure.entity';
import { StatisticEdition, StatisticImport, StatisticSchema, StatisticValue } from './domains/statistics/statistic.entity';
import { CheckHold } from './domains/transactions/check-hold.entity';
import { CounterCheck } from './domains/transactions/counter-check.entity';
import { Image } from './domains/transactions/image.entity';
import { EarlierParty } from './domains/transactions/earlier-party.entity';
import { Party } from './domains/transactions/party.entity';
import { PhotoRulesVersion } from './domains/transactions/photo-rules.entity';
import { KnownDisk } from './domains/operations/moves/known-disk.entity';
import { StorageDebt } from './domains/operations/moves/storage-debt.entity';
import { StorageCapacity, StorageDay, PictureDay } from './domains/operations/space/storage-day.entity';
import { Disposal, DisposedDeal } from './domains/operations/disposals/disposal.entity';
import { StorageMove } from './domains/operations/moves/storage-move.entity';
import { DatabaseWriter } from './database-writer.entity';
import { Serial } from './serial.entity';
import { Transaction } from './domains/transactions/transaction.entity';
import { IdempotencyKey } from './http/idempotency.entity';
import { RateLimit } from './http/rate-limit.entity';
import { Job } from './jobs/job.entity';

/** Every table of the system. */
export const entities = [
  Account,
  AgendaItem,
  AnnualReport,
  AppBinding,
  AuditCheckpoint,
  AuditEvent,
  AuditLink,
  AuditVerification,
  AuditWaiting,
  Bill,
  BillLine,
  Budget,
  Bulletin,
  BulletinAuthor,
  BulletinDestination,
  BulletinRecipient,
  BulletinSending,
  CashReceipt,
  Certificate,
  CheckHold,
  CleanupBatch,
  CleanupBatchCompany,
  Company,
  CompanyManager,
  ComparisonRules,
  Consent,
  CountedDay,
  CounterCheck,
  DealCheck,
  DeadlineCompletion,
  DealDayFigure,
  DisciplineAccount,
  Due,
  DuesContact,
  DuesScheme,
  Duty,
  EarlierParty,
  Erasure,
  EvidenceCheckpoint,
  EvidenceFile,
  EvidenceLeaf,
  EvidenceLog,
  EvidenceNode,
  EvidenceRecord,
  EvidenceVerification,
  EvidenceWaiting,
  Expense,
  IdempotencyKey,
  Image,
  InspectionCase,
  InspectionDraw,
  InspectionLook,
  InspectionStratum,
  Job,
  LearningCredit,
  LedgerAccount,
  LedgerBooking,
  LedgerMonth,
  LedgerTransfer,
  LicenceImport,
  Market,
  MarketBackup,
  BackupSchedule,
  ChangeFile,
  ChangeHistory,
  GoneObject,
  SystemBackup,
  StorageMove,
  StorageCapacity,
  StorageDay,
  PictureDay,
  Disposal,
  DisposedDeal,
  KnownDisk,
  StorageDebt,
  Alarm,
  AlarmRule,
  Incident,
  MonitorDayPeak,
  MonitorProcess,
  MonitorSample,
  MonitorTurn,
  OutsideService,
  Measure,
  Meeting,
  Member,
  MemberStanding,
  MembershipChange,
  Message,
  MeterEvent,
  OpenMonth,
  PageMinimum,
  PageRelease,
  PageReleaseMarket,
  Party,
  PayeeAccount,
  PaymentNotice,
  PaymentOrder,
  Person,
  PhotoRulesVersion,
  PictureHash,
  PictureReading,
  Problem,
  ProblemItem,
  ProblemStep,
  RateLimit,
  Receipt,
  RecoveryCode,
  Refund,
  RegisterCheck,
  RegisterEvent,
  RegisterRequest,
  RegisterStock,
  Registration,
  RegistrationList,
  Resolution,
  RuleBook,
  RuleDecision,
  RulePack,
  RulePackReplay,
  SamplingPlan,
  DatabaseWriter,
  Serial,
  RestoreDrill,
  ServiceContract,
  Session,
  Staff,
  StaffPasskey,
  StaffPin,
  Statement,
  StatementFile,
  StatementLine,
  StatisticEdition,
  StatisticImport,
  StatisticSchema,
  StatisticValue,
  StoredResult,
  Tariff,
  Terminal,
  TerminalDevice,
  TerminalPairing,
  Transaction,
  Verification,
  Violation,
  WrappedKey,
];
