import { requestKinds } from '@yongche/contract/vocabulary';
import type { CertificateSummary, CompanySummary, RegisterSubject, RequestKind, Terminal } from './register';
import { subjectOf } from './register';

const allKinds = Object.keys(requestKinds) as RequestKind[];

/** Kinds that a post may open: a market's manager those of terminals, the clerk all. */
export function kindsOpenTo(role: string): RequestKind[] {
  return role === 'market_manager' ? allKinds.filter((kind) => subjectOf(kind) === 'terminal') : allKinds;
}

/** The kinds of each subject, in the order of the vocabulary. */
export function kindsBySubject(kinds: RequestKind[]): [RegisterSubject, RequestKind[]][] {
  const subjects = [...new Set(kinds.map(subjectOf))];
  return subjects.map((subject) => [subject, kinds.filter((kind) => subjectOf(kind) === subject)]);
}

/** What can be asked for a company as it stands; a cancelled one stays cancelled. */
export function companyKinds({ state }: Pick<CompanySummary, 'state'>): RequestKind[] {
  if (state === 'cancelled') return [];
  const working = state === 'in_force' || state === 'rectifying';
  return [...(working ? (['certificate_issue'] as const) : []), 'company_change', 'company_manager', 'company_reissue', 'company_cancel'];
}

/** What can be asked for a certificate and its app as they stand. */
export function certificateKinds({ state, hasApp }: Pick<CertificateSummary, 'state' | 'hasApp'>): RequestKind[] {
  switch (state) {
    case 'cancelled':
      return [];
    case 'awaiting_verification':
      return ['certificate_cancel'];
    case 'expired':
      return ['certificate_renew'];
    case 'suspended':
      return ['certificate_change', 'certificate_reissue', 'certificate_renew', 'certificate_cancel'];
    case 'in_force':
      return [
        'certificate_change',
        'certificate_reissue',
        'certificate_renew',
        'certificate_cancel',
        ...(hasApp ? (['app_change', 'app_reissue', 'app_cancel'] as const) : (['app_issue'] as const)),
      ];
  }
}

/** What can be asked for a terminal as it stands. */
export function terminalKinds({ state }: Pick<Terminal, 'state'>): RequestKind[] {
  return state === 'closed' ? [] : ['terminal_change', 'terminal_reissue', 'terminal_cancel'];
}

/** The address at which a request of this kind begins, its subject given. */
export function newRequestHref(kind: RequestKind, subject: { companyId?: string; certificateId?: string; terminalId?: string } = {}): string {
  return `/register/requests/new?${new URLSearchParams({ kind, ...subject })}`;
}
