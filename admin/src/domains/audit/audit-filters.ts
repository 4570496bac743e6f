import { auditActions, auditRoles, auditSubjects } from '@yongche/contract/vocabulary';
import { dayIn, idIn, keyIn, withoutEmpty, wordIn, type Changed } from '../../components/list-filters';

/** What 审计日志 looks for; it stands in the address, so that a search can be kept and passed on. */
export function filtersOf(search: URLSearchParams) {
  return withoutEmpty({
    actor: wordIn(search, 'actor'),
    action: keyIn(search, 'action', auditActions),
    role: keyIn(search, 'role', auditRoles),
    subjectType: keyIn(search, 'subjectType', auditSubjects),
    subjectId: idIn(search, 'subjectId'),
    from: dayIn(search, 'from'),
    to: dayIn(search, 'to'),
    requestId: wordIn(search, 'requestId', 40),
    ip: wordIn(search, 'ip', 45),
  });
}

export type AuditFilters = ReturnType<typeof filtersOf>;

/** A number or an address that was typed: which filter it belongs to. */
export function placeOf(text: string): Changed<AuditFilters> {
  const word = text.trim();
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(word)) return { requestId: word.toLowerCase(), ip: undefined };
  return { requestId: undefined, ip: word || undefined };
}
