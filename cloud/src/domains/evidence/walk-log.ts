import type { EntityManager } from 'typeorm';
import { leafHash } from 'yongche-verify/merkle.cjs';
import { verifyTimestamp } from 'yongche-verify/timestamp.cjs';
import { ProviderError } from '../../adapters/provider-error';
import { copyKeyOf, noteFolder, openNote, readCopy } from './checkpoints';
import { EvidenceCheckpoint } from './evidence-checkpoint.entity';
import type { Finding, Progress } from './evidence-verification.entity';
import { grow, type HashAt, readNodes, rootAt, subtreesOf } from './tree';
import { finding, type Step, type WalkDeps } from './walk';

const batch = { deals: 5000, leaves: 1000, checkpoints: 200, copies: 20 };

/** Every completed deal must have a record, and the record a leaf or a place among those that wait. */
export async function checkDeals({ tx }: WalkDeps, at: Progress): Promise<Step> {
  const rows: { id: string; serial: string; state: string; recorded: string | null; leaf: string | null; waits: string | null }[] = await tx.query(
    `SELECT t.id, t.serial, t.state, r.transaction_id AS recorded, l.leaf_index AS leaf, w.transaction_id AS waits
     FROM (SELECT id, serial, state FROM transactions WHERE id > ? ORDER BY id LIMIT ?) t
       LEFT JOIN evidence_records r ON r.transaction_id = t.id LEFT JOIN evidence_leaves l ON l.transaction_id = t.id LEFT JOIN evidence_waiting w ON w.transaction_id = t.id
     ORDER BY t.id`,
    [at.dealId, batch.deals],
  );
  const [{ n: owed }]: [{ n: string }] = await tx.query("SELECT COUNT(*) AS n FROM jobs WHERE name = 'evidence.record-earlier' AND dead_at IS NULL");
  const findings = rows.flatMap(({ serial, state, recorded, leaf, waits }) => {
    if (recorded === null && state === 'completed' && Number(owed) === 0) return [finding('leaf_missing', `交易 ${serial} 已核对完成，但它的存证记录被删除。`, { serial })];
    if (recorded !== null && leaf === null && waits === null) return [finding('leaf_missing', `交易 ${serial} 的存证记录不在存证日志里，日志中的那一条被删除。`, { serial })];
    return [];
  });
  const done = rows.length < batch.deals;
  return { findings, next: { ...at, stage: done ? 'leaves' : 'deals', dealId: rows.at(-1)?.id ?? at.dealId } };
}

interface LeafRow {
  leaf_index: string;
  leaf_hash: string;
  record: string | null;
  serial: string | null;
}

/** Every leaf against its record, and the tree of hashes above it. */
export async function checkLeaves({ tx, size }: WalkDeps, at: Progress): Promise<Step> {
  const rows: LeafRow[] = await tx.query(
    `SELECT l.leaf_index, l.leaf_hash, r.record, t.serial FROM evidence_leaves l
       LEFT JOIN evidence_records r ON r.transaction_id = l.transaction_id LEFT JOIN transactions t ON t.id = l.transaction_id
     WHERE l.leaf_index >= ? AND l.leaf_index < ? ORDER BY l.leaf_index LIMIT ?`,
    [at.leaf, size, batch.leaves],
  );
  const findings: Finding[] = [];
  let expected = at.leaf;
  for (const row of rows) {
    const index = Number(row.leaf_index);
    if (index > expected) findings.push(finding('leaf_missing', `存证日志缺少${rangeOf(expected, index - 1)}。`));
    findings.push(...checkLeaf(row));
    expected = index + 1;
  }
  const done = rows.length < batch.leaves;
  if (done && expected < size) findings.push(finding('log_truncated', `存证日志的末尾（${rangeOf(expected, size - 1)}）被删除：日志登记的条数证明它们存在过。`));
  const whole = rows.length > 0 && expected - at.leaf === rows.length;
  if (whole) findings.push(...(await checkTree(tx, at.leaf, rows.map((row) => Buffer.from(row.leaf_hash, 'hex')))));
  return { findings, leaves: rows.length, next: { ...at, stage: done ? 'checkpoints' : 'leaves', leaf: expected } };
}

const rangeOf = (from: number, to: number) => (from === to ? `第${from + 1}条` : `第${from + 1}至${to + 1}条`);

function checkLeaf({ leaf_index, leaf_hash, record, serial }: LeafRow): Finding[] {
  const number = Number(leaf_index) + 1;
  if (record === null) return [finding('leaf_missing', `存证日志第${number}条对应的存证记录被删除，只留下日志中的哈希。`, { serial })];
  if (leafHash(Buffer.from(record)).toString('hex') === leaf_hash) return [];
  return [finding('leaf_changed', `交易 ${serial ?? '（已不存在）'} 的存证记录在入日志后被改动，与日志第${number}条的哈希不符。`, { serial })];
}

/** The nodes that these leaves complete, made anew and compared with those that the log keeps. */
async function checkTree(tx: EntityManager, from: number, leaves: Buffer[]): Promise<Finding[]> {
  const told = [finding('tree_changed', `存证日志第${from + 1}至${from + leaves.length}条之上的哈希树被改动，与日志的各条不符。`)];
  try {
    const before = await readNodes(tx, subtreesOf([0, from]));
    const grown = [...grow(from, leaves, before).values()].filter(({ place }) => place.level > 0);
    const kept: HashAt = await readNodes(tx, grown.map(({ place }) => place));
    return grown.every(({ place, hash }) => kept(place).equals(hash)) ? [] : told;
  } catch {
    return told;
  }
}

type Source = 'database' | 'storage';
const nameOf = (source: Source, size: number) => `${source === 'storage' ? '对象存储中' : '数据库中'}的检查点（${size}条）`;

/** Every signed checkpoint of the database against the log. */
export async function checkCheckpoints(deps: WalkDeps, at: Progress): Promise<Step> {
  const { tx, keys } = deps;
  const checkpoints = await tx.createQueryBuilder(EvidenceCheckpoint, 'c').where('c.size > :after', { after: at.checkpointSize }).orderBy('c.size').limit(batch.checkpoints).getMany();
  const findings: Finding[] = [];
  let progress = at;
  for (const { size, root, note, timestampToken } of checkpoints) {
    const said = openNote(keys, note);
    if (said?.size !== size || said.root !== root) findings.push(finding('checkpoint_broken', `${nameOf('database', size)}签名不符，不是本系统签发的原件。`));
    else progress = await compare(deps, said, 'database', { progress, findings });
    if (timestampToken && !isStamped(note, timestampToken)) findings.push(finding('checkpoint_broken', `${nameOf('database', size)}的可信时间戳与它不符。`));
  }
  const done = checkpoints.length < batch.checkpoints;
  return { findings, next: { ...progress, stage: done ? 'copies' : 'checkpoints', checkpointSize: checkpoints.at(-1)?.size ?? at.checkpointSize } };
}

function isStamped(note: string, token: string): boolean {
  try {
    return verifyTimestamp(Buffer.from(token, 'base64'), { stamped: Buffer.from(note) }) !== undefined;
  } catch {
    return false;
  }
}

/** The copies in the storage tell of a database that was rewritten as a whole, checkpoints and all. */
export async function checkCopies(deps: WalkDeps, at: Progress): Promise<Step> {
  const { tx, storage } = deps;
  const names = (await storage.list(noteFolder, at.copyKey || undefined)).slice(0, batch.copies);
  const done = names.length < batch.copies;
  const findings = await missingCopies(deps, { after: at.copyKey, until: done ? undefined : names.at(-1) }, new Set(names));
  let progress = at;
  for (const name of names) {
    const said = await readUntrusted(deps, name);
    if (!said) {
      findings.push(finding('checkpoint_broken', `${nameOf('storage', sizeOf(name))}签名不符，不是本系统签发的原件。`));
      continue;
    }
    if (!(await tx.existsBy(EvidenceCheckpoint, { size: said.size }))) findings.push(finding('checkpoint_broken', `${nameOf('database', said.size)}被删除，对象存储中还有它的副本。`));
    progress = await compare(deps, said, 'storage', { progress, findings });
  }
  return { findings, next: { ...progress, stage: done ? 'pictures' : 'copies', copyKey: names.at(-1) ?? at.copyKey } };
}

const sizeOf = (copyKey: string) => Number(/(\d+)\.txt$/.exec(copyKey)?.[1] ?? 0);

/** A copy that the storage gives but that is not what was written is no copy. */
function readUntrusted(deps: WalkDeps, key: string) {
  return readCopy(deps, key).catch((error: unknown) => {
    if (error instanceof ProviderError && error.kind === 'untrusted_answer') return undefined;
    throw error;
  });
}

/** Checkpoints between two keys whose copy was written once and is no longer there. */
async function missingCopies({ tx, startedAt }: WalkDeps, { after, until }: { after: string; until: string | undefined }, here: Set<string>): Promise<Finding[]> {
  const written: { size: string }[] = await tx.query('SELECT size FROM evidence_checkpoints WHERE stored_at <= ? AND size > ? AND size <= ? ORDER BY size', [
    startedAt,
    after ? sizeOf(after) : 0,
    until ? sizeOf(until) : Number.MAX_SAFE_INTEGER,
  ]);
  const gone = written.map(({ size }) => Number(size)).filter((size) => !here.has(copyKeyOf(size)));
  return gone.map((size) => finding('checkpoint_broken', `${nameOf('storage', size)}被删除。`));
}

/** A signed checkpoint against the log as it is now; of a rewritten or shortened log the first contradiction of each source is told. */
async function compare({ tx, size }: WalkDeps, said: { size: number; root: string }, source: Source, { progress, findings }: { progress: Progress; findings: Finding[] }): Promise<Progress> {
  // What was signed while the walk went on covers leaves that it does not look at.
  const now = said.size > size ? await leavesNow(tx) : size;
  const wrong = said.size > now ? 'log_truncated' : (await rootOrNothing(tx, said.size)) === said.root ? undefined : 'checkpoint_broken';
  const told = `${source} ${wrong}`;
  if (!wrong || progress.told.includes(told)) return progress;
  const sentence =
    wrong === 'log_truncated'
      ? `存证日志现在只有${now}条，而${nameOf(source, said.size)}证明曾有${said.size}条：日志的末尾被删除。`
      : `${nameOf(source, said.size)}与日志不符：它之前的存证记录被整段改写。`;
  findings.push(finding(wrong, sentence));
  return { ...progress, told: [...progress.told, told] };
}

const rootOrNothing = (tx: EntityManager, size: number) => rootAt(tx, size).then((root) => root.toString('hex'), () => undefined);

async function leavesNow(tx: EntityManager): Promise<number> {
  const [{ last }]: [{ last: string | null }] = await tx.query('SELECT MAX(leaf_index) AS last FROM evidence_leaves');
  return last === null ? 0 : Number(last) + 1;
}
