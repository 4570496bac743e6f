import { isWorkday } from 'chinese-days';
import { daysFrom } from './calendar';
import type { Figures } from './figures';
import { randomFor } from './ids';
import { cleanedUpOn, year } from './plan';
import { isTaken, spread } from './spread';

/** A company that holds certificates; days of its beginning and end. */
export interface PlannedCompany {
  since: string;
  /** In the year 2019; null where it stays until the demo year ends. */
  ended: { on: string; reason: 'own_request' | 'cleanup' } | null;
}

/** 代理证 with its APP, of the company in that place of the list. */
export interface PlannedCertificate {
  company: number;
  since: string;
  /** Before or in 2019; null where it stays. */
  endedOn: string | null;
  /** Whether its APP was still there when the clean-up came, and ended with it. */
  appCleanedUp: boolean;
}

export interface RegisterPlan {
  companies: PlannedCompany[];
  certificates: PlannedCertificate[];
  /** Places of companies whose entries were changed, with the day. */
  changes: { company: number; on: string }[];
}

const workdays = daysFrom(`${year}-01-02`, `${year}-12-30`).filter((day) => isWorkday(day));
/** The n-th of so many days that lie evenly over the year's working days. */
const dayOf = (n: number, of: number, days = workdays): string => days[Math.min(days.length - 1, Math.floor(((n + 0.5) * days.length) / of))]!;
/** The register was built up from the decision of 2017 on. */
const before = daysFrom('2018-01-08', '2018-12-20').filter((day) => isWorkday(day));

/**
 * The register of 2019 by domain.md 1.3 f: companies and certificates leave on their own request all through the year, with their APP;
 * the clean-up of September ends companies that have no certificate left, the APP that stayed behind of earlier certificates, and some
 * APP of certificates in force, of which a few are cancelled later in the year.
 */
export function planRegister({ companies, certificates, apps }: Figures): RegisterPlan {
  const random = randomFor('register');
  const stays = companies.opening - companies.routine - companies.cleanup;
  const plan: RegisterPlan = { companies: [], certificates: [], changes: [] };
  const enterCompanies = (count: number, of: (n: number) => PlannedCompany) => Array.from({ length: count }, (_, n) => plan.companies.push(of(n)) - 1);
  const earlier = (n: number, of: number) => dayOf(n, of, before);

  const staying = enterCompanies(stays, (n) => ({ since: earlier(n, stays), ended: null }));
  const leaving = enterCompanies(companies.routine, (n) => ({ since: earlier(n, companies.routine), ended: { on: dayOf(n, companies.routine), reason: 'own_request' } }));
  const empty = enterCompanies(companies.cleanup, (n) => ({ since: earlier(n, companies.cleanup), ended: { on: cleanedUpOn, reason: 'cleanup' } }));
  const opened = enterCompanies(companies.opened, (n) => ({ since: dayOf(n, companies.opened), ended: null }));

  const held = [...staying, ...leaving];
  const atStart = spread(certificates.opening, held.map(() => random.between(0.6, 1.4)));
  const individually = certificates.cancelled - leaving.reduce((sum, _, n) => sum + atStart[stays + n]!, 0);
  // One certificate of a company stays in any case: without one it would be no company of the register any more.
  const spare = staying.flatMap((company, n) => Array.from({ length: atStart[n]! - 1 }, (): PlannedCertificate => ({ company, since: plan.companies[company]!.since, endedOn: null, appCleanedUp: false })));
  const kept = staying.map((company): PlannedCertificate => ({ company, since: plan.companies[company]!.since, endedOn: null, appCleanedUp: false }));
  const given = spare.filter((_, n) => isTaken(n, spare.length, individually));

  const left = apps.opening - certificates.opening;
  const cleanedInForce = apps.cleanup - left;
  const cleanedThenCancelled = certificates.cancelled - apps.routine;
  // Those come last: their APP is gone when they are cancelled.
  const late = workdays.filter((day) => day > '2019-10-20');
  given.forEach((certificate, n) => {
    const isLate = n >= individually - cleanedThenCancelled;
    const place = isLate ? n - (individually - cleanedThenCancelled) : n;
    certificate.endedOn = isLate ? dayOf(place, cleanedThenCancelled, late) : dayOf(place, individually - cleanedThenCancelled);
    certificate.appCleanedUp = isLate;
  });
  const unused = [...spare, ...kept].filter(({ endedOn }) => endedOn === null);
  unused.forEach((certificate, n) => void (certificate.appCleanedUp = isTaken(n, unused.length, cleanedInForce - cleanedThenCancelled)));

  const ofLeaving = leaving.flatMap((company, n) => Array.from({ length: atStart[stays + n]! }, (): PlannedCertificate => ({ company, since: plan.companies[company]!.since, endedOn: plan.companies[company]!.ended!.on, appCleanedUp: false })));
  const orphans = Array.from({ length: left }, (_, n): PlannedCertificate => ({ company: empty[n % empty.length]!, since: plan.companies[empty[n % empty.length]!]!.since, endedOn: '2018-12-28', appCleanedUp: true }));
  const perOpened = spread(certificates.issued, opened.map(() => random.between(0.6, 1.4)));
  const ofOpened = opened.flatMap((company, n) => Array.from({ length: perOpened[n]! }, (): PlannedCertificate => ({ company, since: plan.companies[company]!.since, endedOn: null, appCleanedUp: false })));

  plan.certificates = [...kept, ...spare, ...ofLeaving, ...orphans, ...ofOpened];
  plan.changes = Array.from({ length: companies.changed }, (_, n) => ({ company: staying[n * 7]!, on: dayOf(n, companies.changed) }));
  return plan;
}
