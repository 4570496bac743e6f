import { funds } from '@yongche/contract';
import { type Asking, auditHead, evidenceHead, ledgerSums, type TableSum, tableSums } from '../backups/table-sums';
import type { DumpManifest } from './find-dump';
import type { Report } from './report';

/** What the restored database is compared with. */
type Said = Pick<DumpManifest, 'tables' | 'ledger' | 'audit' | 'evidence'>;

/** Compares the restored dump with its manifest: rows and sum of every table, the ledger, and where the two logs stood. @returns the rows of all tables */
export async function compareDump(connection: Asking, said: Said, report: Report): Promise<number> {
  const tables = await tableSums(connection);
  compareTables(said.tables, tables, report);
  compareLedger(said.ledger, await ledgerSums(connection), report);
  const audit = await auditHead(connection);
  report.tell('audit_chain', `恢复到备份时刻：${audit.rows} 条审计记录，链尾与清单比较。`, [
    ...(audit.rows === said.audit.rows ? [] : [`审计记录：清单 ${said.audit.rows} 条，恢复后 ${audit.rows} 条。`]),
    ...(audit.head === said.audit.head ? [] : ['审计链的末尾与清单不符。']),
  ]);
  const evidence = await evidenceHead(connection).catch(() => undefined);
  report.tell('evidence_log', `恢复到备份时刻：存证日志 ${evidence?.size ?? 0} 条，根与清单比较。`, [
    ...(evidence ? [] : ['存证日志的哈希树不完整，算不出根。']),
    ...(!evidence || evidence.size === said.evidence.size ? [] : [`存证日志：清单 ${said.evidence.size} 条，恢复后 ${evidence.size} 条。`]),
    ...(!evidence || evidence.root === said.evidence.root ? [] : ['存证日志的根与清单不符。']),
  ]);
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}

function compareTables(said: TableSum[], found: TableSum[], report: Report): void {
  const after = new Map(found.map((table) => [table.name, table]));
  const before = new Set(said.map(({ name }) => name));
  const strange = [
    ...said.filter(({ name }) => !after.has(name)).map(({ name }) => `表 ${name}：清单里有，恢复后没有。`),
    ...found.filter(({ name }) => !before.has(name)).map(({ name }) => `表 ${name}：清单里没有，恢复后多出来。`),
  ];
  const both = said.flatMap((table) => (after.has(table.name) ? [[table, after.get(table.name)!] as const] : []));
  const rows = both.filter(([one, other]) => one.rows !== other.rows).map(([one, other]) => `表 ${one.name}：清单 ${one.rows} 行，恢复后 ${other.rows} 行。`);
  report.tell('rows', `${said.length} 张表，共 ${said.reduce((sum, table) => sum + table.rows, 0)} 行。`, [...strange, ...rows]);
  const sums = both.filter(([one, other]) => one.sum !== other.sum).map(([one]) => `表 ${one.name}：内容与清单不符。`);
  report.tell('sums', `逐行校验 ${both.length} 张表的全部内容。`, sums);
}

const yuan = (fen: number) => (fen / 100).toFixed(2);
const nameOf = (fund: string) => funds[fund as keyof typeof funds] ?? fund;

function compareLedger(said: DumpManifest['ledger'], found: DumpManifest['ledger'], report: Report): void {
  const of = (sums: typeof said, fund: string) => sums.find((one) => one.fund === fund) ?? { debit: 0, credit: 0 };
  const differences = [...new Set([...said, ...found].map(({ fund }) => fund))].sort().flatMap((fund) => {
    const [one, other] = [of(said, fund), of(found, fund)];
    return one.debit === other.debit && one.credit === other.credit ? [] : [`${nameOf(fund)}：清单借 ${yuan(one.debit)} 元、贷 ${yuan(one.credit)} 元，恢复后借 ${yuan(other.debit)} 元、贷 ${yuan(other.credit)} 元。`];
  });
  report.tell('ledger', said.length === 0 ? '总账没有分录。' : `总账：${said.map(({ fund, debit, credit }) => `${nameOf(fund)}借 ${yuan(debit)} 元、贷 ${yuan(credit)} 元`).join('；')}。`, differences);
}

/** Whether the ledger balances where there is nothing to compare it with: after changes were replayed. */
export async function checkBalance(connection: Asking, report: Report): Promise<void> {
  const differences = (await ledgerSums(connection)).filter(({ debit, credit }) => debit !== credit).map(({ fund, debit, credit }) => `${nameOf(fund)}：重放增量后借 ${yuan(debit)} 元、贷 ${yuan(credit)} 元，不平。`);
  report.tell('ledger', '重放增量后借贷相等。', differences);
}
