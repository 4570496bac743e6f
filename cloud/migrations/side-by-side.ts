/**
 * What hurts processes that run while a migration does, old ones and new ones: by a lock for as long as a table is copied or read
 * through, or because the old ones write and read what is no longer there.
 */
export type Danger =
  /** A table or column goes that old processes know. */
  | 'drop'
  | 'rename'
  /** A column becomes something else; the table is copied, and what old processes write may no longer fit. */
  | 'retype'
  /** A column without which no row can be written; old processes write theirs without it. */
  | 'required_column'
  /** Rows are checked under a lock, and old processes may write what is refused now. */
  | 'constraint'
  /** Something happens whenever old processes write. */
  | 'trigger'
  /** Rows without end in one transaction, locked until it is over. */
  | 'whole_table'
  /** The table is copied, or written by nobody meanwhile. */
  | 'copy'
  /** Nobody has said yet whether this is safe. */
  | 'unknown';

/**
 * 扩展 → 回填 → 收缩: how a dangerous step is made harmless, in an exported field `plan` of the migration. First what is new is added
 * (expand) and written by new processes; then what is old is filled in by a job, in small pieces (backfill); only when no process of the
 * old version runs any more does what nobody needs go (contract).
 */
export interface Plan {
  step: 'expand' | 'backfill' | 'contract';
  /** What it does all the same; each of it and nothing else. */
  allows: Danger[];
  /** Why nobody is hurt: how many rows, which version still reads, when it is run. */
  reason: string;
}

const name = '`?(\\w+)`?';
/** Not what is inside quotation marks, nor comments: neither is a statement. */
const bare = (sql: string) => sql.replace(/'(?:[^'\\]|\\.|'')*'/g, "''").replace(/--.*$|\/\*[\s\S]*?\*\//gm, ' ').replace(/\s+/g, ' ').trim();

/** The dangers of a migration's statements, in their order; a table that it makes itself is nobody's yet. */
export function dangersOf(statements: string[]): Danger[] {
  const own = new Set<string>();
  const found: Danger[] = [];
  for (const sql of statements.map(bare)) {
    const made = new RegExp(`^CREATE TABLE (?:IF NOT EXISTS )?${name}`, 'i').exec(sql)?.[1];
    if (made) own.add(made);
    found.push(...dangersIn(sql, (table) => own.has(table)));
  }
  return [...new Set(found)];
}

interface Rule {
  pattern: RegExp;
  /** Of a statement about the table that the pattern has found. */
  dangers(rest: string): Danger[];
}

const always = (...dangers: Danger[]) => () => dangers;
const about = (start: string) => new RegExp(`^${start} ${name}(.*)$`, 'i');
/** What kind of statement it is; the first that fits. */
const rules: Rule[] = [
  { pattern: about('ALTER TABLE'), dangers: (rest) => clausesOf(rest).flatMap(dangersOfClause) },
  { pattern: about('DROP TABLE(?: IF EXISTS)?'), dangers: always('drop') },
  { pattern: about('TRUNCATE(?: TABLE)?'), dangers: always('drop') },
  { pattern: about('RENAME TABLE'), dangers: always('rename') },
  { pattern: /^CREATE UNIQUE INDEX \S+ ON `?(\w+)`?(.*)$/i, dangers: always('constraint') },
  { pattern: /^CREATE (?:FULLTEXT|SPATIAL) INDEX \S+ ON `?(\w+)`?(.*)$/i, dangers: always('copy') },
  { pattern: /^CREATE TRIGGER \S+ (?:BEFORE|AFTER) \w+ ON `?(\w+)`?(.*)$/i, dangers: always('trigger') },
  { pattern: /^LOCK TABLES? `?(\w+)`?(.*)$/i, dangers: always('copy') },
  { pattern: about('UPDATE'), dangers: always('whole_table') },
  { pattern: about('DELETE FROM'), dangers: always('whole_table') },
  // Into a table of its own too: what is read through is locked where it is copied.
  { pattern: /^(?:INSERT|REPLACE)\b.*\bSELECT\b.*?\bFROM `?(\w+)`?(.*)$/i, dangers: always('whole_table') },
];
const harmless = /^(SELECT|SHOW|SET|CREATE (TABLE|INDEX|(OR REPLACE )?VIEW)|DROP (INDEX|TRIGGER|VIEW)|INSERT|REPLACE)\b/i;

function dangersIn(sql: string, isOwn: (table: string) => boolean): Danger[] {
  for (const { pattern, dangers } of rules) {
    const match = pattern.exec(sql);
    if (match) return isOwn(match[1]!) ? [] : dangers(match[2]!.trim());
  }
  return harmless.test(sql) ? [] : ['unknown'];
}

/** `ADD a …, DROP b`: the parts between the commas that stand in no bracket. */
function clausesOf(text: string): string[] {
  const clauses = [''];
  let depth = 0;
  for (const letter of text) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
    if (letter === ',' && depth === 0) clauses.push('');
    else clauses[clauses.length - 1] += letter;
  }
  return clauses.map((clause) => clause.trim());
}

/** Clauses of ALTER TABLE by their beginning; the first that fits. */
const clauses: [RegExp, (clause: string) => Danger[]][] = [
  [/^ALGORITHM ?=? ?(INSTANT|INPLACE|NOCOPY|DEFAULT)$|^LOCK ?=? ?(NONE|DEFAULT)$/i, always()],
  [/^DROP (KEY|INDEX|FOREIGN KEY|CONSTRAINT|CHECK)\b/i, always()],
  [/^DROP\b/i, always('drop')],
  [/^(RENAME (KEY|INDEX)|ALTER (INDEX|KEY))\b/i, always()],
  [/^(RENAME|CHANGE)\b/i, always('rename')],
  [/^ALTER (COLUMN )?\S+ SET DEFAULT\b/i, always()],
  [/^(MODIFY|ALTER)\b/i, always('retype')],
  [/^ADD (UNIQUE|PRIMARY|CONSTRAINT|CHECK|FOREIGN)\b/i, always('constraint')],
  [/^ADD (FULLTEXT|SPATIAL|PARTITION)\b/i, always('copy')],
  [/^ADD (KEY|INDEX)\b/i, always()],
  [/^ADD\b/i, dangersOfColumn],
  [/^(CONVERT|CHARACTER|DEFAULT|CHARSET|COLLATE|ENGINE|ROW_FORMAT|ORDER|FORCE|PARTITION|ALGORITHM|LOCK)\b/i, always('copy')],
];

const dangersOfClause = (clause: string): Danger[] => clauses.find(([beginning]) => beginning.test(clause))?.[1](clause) ?? ['unknown'];

function dangersOfColumn(clause: string): Danger[] {
  const isComputed = /\bAS ?\(/i.test(clause);
  return [
    ...(/\bNOT NULL\b/i.test(clause) && !/\bDEFAULT\b/i.test(clause) && !isComputed ? ['required_column' as const] : []),
    ...(/\b(UNIQUE|REFERENCES|CHECK|PRIMARY)\b/i.test(clause) ? ['constraint' as const] : []),
    ...(/\bAUTO_INCREMENT\b/i.test(clause) || (isComputed && /\b(STORED|PERSISTENT)\b/i.test(clause)) ? ['copy' as const] : []),
  ];
}

/** Why a migration must not be run beside processes of the last version, in a sentence for whoever wrote it; undefined where it may. */
export function objectionTo(statements: string[], plan?: Plan): string | undefined {
  const dangers = dangersOf(statements);
  const unplanned = dangers.filter((danger) => !plan?.allows.includes(danger));
  if (unplanned.length > 0) return `it does what hurts running processes: ${unplanned.join(', ')}. Add what is new first and take away what is old in a later version, or state a plan (migrations/side-by-side.ts)`;
  const idle = plan?.allows.filter((danger) => !dangers.includes(danger)) ?? [];
  if (idle.length > 0) return `its plan allows what it does not do: ${idle.join(', ')}`;
  if (plan && plan.reason.trim().length < 40) return 'its plan gives no reason that a reader could judge';
  return undefined;
}

/** Migrations of before this rule, when no installation ran: they are as they are. */
export const lastBeforeTheRule = 1766050000000;
