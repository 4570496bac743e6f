import type { Rights } from './endpoint';

/** Groups of the table of rights that several endpoints share. */
export const agents = { agent: 'own', company_manager: 'own' } as const satisfies Rights;
export const market = { operator: 'own', market_manager: 'own' } as const satisfies Rights;
/** What concerns an employee's own account is open to every employee. */
export const everyEmployee = {
  ...market,
  inspector: 'own',
  clerk: 'own',
  finance: 'own',
  president: 'own',
  technician: 'own',
  security_officer: 'own',
  auditor: 'own',
  policy_adviser: 'own',
} as const satisfies Rights;
