import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { fen, month, nextCursor, page, signedFen } from './money';
import { day, id, moment, oneOf, text } from './primitives';
import { differenceKinds, funds, paymentProviders, reconciliationDecisions, statementLineKinds, statementLineStates, statementSources } from './vocabulary';

const byId = z.object({ id });
const readers = { finance: 'all', president: 'all', auditor: 'all' } as const satisfies Rights;
const finance = { finance: 'all' } as const satisfies Rights;
const fund = oneOf(funds);

/** What one key decides: `key` 1 … 9, the decision, and what it speaks of. */
export const candidate = z.object({
  key: z.int().min(1).max(9),
  decision: oneOf(reconciliationDecisions),
  /** The due, bill, expense or cash receipt; null where the decision needs none. */
  subjectId: id.nullable(),
  title: z.string(),
  /** What fits and what does not, in plain Chinese. */
  why: z.string(),
});

export const statementLine = z.object({
  id,
  source: oneOf(statementSources),
  fund,
  kind: oneOf(statementLineKinds),
  state: oneOf(statementLineStates),
  on: day,
  at: moment.nullable(),
  /** Positive for what came in, negative for what went out. */
  fen: signedFen,
  feeFen: signedFen,
  /** Our number, the provider's or the bank's number. */
  number: z.string().nullable(),
  providerNumber: z.string().nullable(),
  counterparty: z.string().nullable(),
  memo: z.string().nullable(),
  difference: oneOf(differenceKinds).nullable(),
  /** What it was matched or decided to be; `suspense` may still be found out. */
  decision: oneOf(reconciliationDecisions).nullable(),
  /** How it was matched or decided, in plain Chinese. */
  outcome: z.string().nullable(),
  decidedBy: z.string().nullable(),
  candidates: z.array(candidate),
  mayReopen: z.boolean(),
});

export const statement = z.object({
  id,
  source: oneOf(statementSources),
  fund,
  /** One day of a provider; first and last day of a bank statement. */
  from: day,
  to: day,
  fileName: z.string(),
  sha256: z.string(),
  lines: z.int(),
  matched: z.int(),
  open: z.int(),
  inFen: fen,
  outFen: fen,
  /** Bank only: balance after its last line, and what the ledger has in the bank on that day. */
  closingFen: signedFen.nullable(),
  ledgerFen: signedFen.nullable(),
  importedBy: z.string(),
  importedAt: moment,
});

/** A line of a file that could not be read: nothing of the file is taken then. */
const problem = z.object({ row: z.int(), column: z.string().nullable(), message: z.string() });

export const reconciliationEndpoints = {
  'GET /reconciliation': {
    summary: '对账：一个月的自动匹配率、各类差异、缺少的对账单',
    access: 'staff', roles: readers,
    query: z.object({ month }),
    response: z.object({
      month,
      lines: z.int(),
      matched: z.int(),
      decided: z.int(),
      open: z.int(),
      /** matched / lines in hundredths of a percent; null where there are no lines. */
      automaticRate: z.int().nullable(),
      differences: z.array(z.object({ kind: oneOf(differenceKinds), count: z.int(), open: z.int(), fen })),
      /** Days of providers and months of bank accounts whose statement is not there. */
      missing: z.array(z.object({ source: oneOf(statementSources), fund, from: day, to: day })),
    }),
  },
  'GET /statements': { summary: '已导入的对账单', access: 'staff', roles: readers, query: z.object({ id: id.optional(), month: month.optional(), source: oneOf(statementSources).optional(), fund: fund.optional(), ...page }), response: z.object({ items: z.array(statement), nextCursor }) },
  'POST /bank-statements': {
    summary: '导入银行对账单（xlsx 或 csv）：整份检查通过才导入，已有的行不重复',
    access: 'staff', roles: finance,
    /** `to`: 截止日 of the statement, where nothing moved between its last line and that day. */
    query: z.object({ fund, to: day.optional() }),
    file: { maxBytes: 5_000_000, types: ['xlsx', 'csv'] },
    response: z.object({ statement: statement.nullable(), added: z.int(), known: z.int(), problems: z.array(problem) }),
    status: 201,
    idempotent: true,
  },
  'POST /provider-bills': { summary: '下载支付平台某一天的对账单并核对；平时每天自动进行', access: 'staff', roles: finance, body: z.object({ provider: oneOf(paymentProviders), fund, day }), response: statement, status: 201, idempotent: true },
  'GET /statement-lines': {
    summary: '对账明细；待处理的带有可以一键选择的处理',
    access: 'staff', roles: readers,
    query: z.object({ id: id.optional(), statementId: id.optional(), month: month.optional(), state: oneOf(statementLineStates).optional(), source: oneOf(statementSources).optional(), fund: fund.optional(), difference: oneOf(differenceKinds).optional(), ...page }),
    response: z.object({ items: z.array(statementLine), nextCursor, open: z.int() }),
  },
  'POST /statement-lines/:id/decision': { summary: '处理一条差异', access: 'staff', roles: finance, params: byId, body: z.object({ decision: oneOf(reconciliationDecisions), subjectId: id.nullable().default(null), note: z.string().trim().max(200).default('') }), response: statementLine, idempotent: true },
  'POST /statement-lines/:id/reopening': { summary: '撤销处理，分录冲回', access: 'staff', roles: finance, params: byId, body: z.object({ reason: text(200, '原因') }), response: statementLine, idempotent: true },
} satisfies EndpointMap;
