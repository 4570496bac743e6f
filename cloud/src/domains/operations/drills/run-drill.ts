import { setInterval } from 'node:timers';
import { IsNull, Not } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { readIdentities } from 'yongche-verify/decrypt.cjs';
import { ProviderError } from '../../../adapters/provider-error';
import type { Deps } from '../../../deps';
import { originOf, verifierKey } from '../../evidence/checkpoints';
import { NoDatabaseTools } from '../backups/database-tools';
import { signManifest } from '../backups/signed-manifest';
import { carryOut } from './carry-out';
import { beginDrill, endDrill, keepDrill, weeklyPictures } from './drills';
import { BackupRefused, DrillNotMade } from './refusal';
import { createReport } from './report';
import { RestoreDrill } from './restore-drill.entity';
import { openWorkplace } from './workplace';

export type DrillDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'keys' | 'publicUrl' | 'backupStore' | 'safekeeping' | 'drillPlace'>;

export interface DrillWish {
  /** The file with the age identity of the technical unit. */
  identityFile: string;
  /** To the state before this moment, in whole seconds; to the newest that the backups hold where it is not given. */
  restoreTo?: Date | undefined;
  /** Staff id; none where the schedule or the command asks. */
  startedBy?: string | null;
  /** Whose signature counts (C2SP verifier key); the evidence log's own where it is not given. */
  verifier?: string;
  /** How many pictures are restored beside the copies of the checkpoints; as many as each week unless said otherwise. */
  pictures?: 'all' | number;
  /** By whose id the request was written down. */
  id?: string;
  signal?: AbortSignal;
}

const aliveEveryMs = 20_000;

/**
 * 恢复演练: restores the newest backup beside the product and compares it with what was signed when it was made; what was restored is thrown
 * away, the report is kept: as a row, in the audit log, and signed in the store of backups (`drills/<id>.json`).
 * @returns the drill that is over; undefined where another one runs.
 * @throws the signal's reason where it was broken off
 */
export async function runDrill(deps: DrillDeps, wish: DrillWish): Promise<RestoreDrill | undefined> {
  const { db, clock, log } = deps;
  const pictures = wish.pictures ?? weeklyPictures;
  const isProof = !wish.restoreTo && !wish.verifier && (pictures === 'all' || pictures >= weeklyPictures);
  const begun = await beginDrill(db, { id: wish.id ?? uuidv7(), wantedAt: wish.restoreTo ?? null, startedBy: wish.startedBy ?? null, isProof }, clock.now());
  if (!begun) return undefined;
  const report = createReport();
  const drill: RestoreDrill = { ...begun, checks: report.checks, steps: report.steps };
  const lost = new AbortController();
  const signal = wish.signal ? AbortSignal.any([wish.signal, lost.signal]) : lost.signal;
  const alive = setInterval(() => {
    keepDrill(db, drill, clock.now()).then(
      (kept) => kept || lost.abort(new Error('the drill was taken for dead')),
      (error: unknown) => log.warn({ err: error, drillId: drill.id }, 'a drill could not say that it goes on'),
    );
  }, aliveEveryMs);
  try {
    await inWorkplace(deps, drill, wish, (workplace, identities, verifier) => carryOut(deps, { drill, report, workplace, identities, verifier, pictures, restoreTo: wish.restoreTo, signal }));
    drill.state = report.checks.every(({ passed }) => passed) ? 'passed' : 'differs';
  } catch (error) {
    judge(drill, error, signal);
    if (drill.state === 'refused') report.tell((error as BackupRefused).check, (error as BackupRefused).sentence, [(error as BackupRefused).sentence]);
    if (drill.state === 'failed' && !signal.aborted && !(error instanceof DrillNotMade)) log.error({ err: error, drillId: drill.id }, 'a restore drill could not be made');
  } finally {
    clearInterval(alive);
  }
  const ended = clock.now();
  await db.transaction((tx) => endDrill(tx, drill, ended));
  await keepOwedEvidence(deps).catch((error: unknown) => log.error({ err: error, drillId: drill.id }, 'the evidence of a restore drill could not be written'));
  signal.throwIfAborted();
  return { ...drill, runningKey: null, endedAt: ended, seenAt: ended };
}

async function inWorkplace(deps: DrillDeps, drill: RestoreDrill, wish: DrillWish, work: (workplace: Awaited<ReturnType<typeof openWorkplace>>, identities: string[], verifier: string) => Promise<void>): Promise<void> {
  const { db, keys, publicUrl, backupStore, drillPlace } = deps;
  if (!backupStore) throw new DrillNotMade('没有设置备份存储（BACKUP_STORE），没有可以恢复的备份。');
  if (!drillPlace) throw new DrillNotMade('这台机器没有可以恢复进去的数据库。请把 DRILL_DATABASE_URL 设为一个空的数据库服务器，不能用正在使用的那个。');
  const identities = readIdentity(wish.identityFile);
  const verifier = wish.verifier ?? verifierKey(keys, await originOf(db.manager, publicUrl));
  const workplace = await openWorkplace(db.manager, drillPlace, drill.id);
  try {
    await work(workplace, identities, verifier);
  } finally {
    await workplace.close();
  }
}

/** @throws DrillNotMade where there is no such file, or no identity in it */
export function readIdentity(path: string): string[] {
  try {
    return readIdentities(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new DrillNotMade(code === 'ENOENT' ? `密钥文件 ${path} 不存在。请写明技术单位保管的备份私钥文件。` : code ? `密钥文件 ${path} 读不出来（${code}）。` : `密钥文件 ${path} 里没有密钥：应有一行以 AGE-SECRET-KEY-1 开头。`);
  }
}

/** What came of a drill that did not come to its end. */
function judge(drill: RestoreDrill, error: unknown, signal: AbortSignal): void {
  if (signal.aborted) return void Object.assign(drill, { state: 'failed', isInterrupted: true, failure: '演练被中断（程序停止），没有得出结果。请再做一次。' });
  if (error instanceof BackupRefused) return void Object.assign(drill, { state: 'refused', failure: error.sentence });
  Object.assign(drill, { state: 'failed', failure: failureOf(error) });
}

function failureOf(error: unknown): string {
  if (error instanceof DrillNotMade) return error.sentence;
  if (error instanceof NoDatabaseTools) return error.message;
  if (error instanceof ProviderError) return `存储没有正常应答（${error.operation}${error.providerCode ? `，${error.providerCode}` : ''}），备份取不回来。请检查网络、密钥和磁盘空间后再试。`;
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return '演练用的磁盘满了。请腾出空间，或把 DRILL_FOLDER 设在更大的磁盘上，再做一次。';
  return '演练时出错，没有得出结果。请查看日志后再做一次。';
}

/** At once; older ones wait for the next time. */
const evidenceAtOnce = 20;

/**
 * Writes down what drills that are over have found, signed by the key of the evidence log; nobody is named in it. One whose process was killed
 * before it could, or whose store took nothing, is made good the next time.
 */
export async function keepOwedEvidence(deps: Pick<DrillDeps, 'db' | 'clock' | 'log' | 'keys' | 'publicUrl' | 'backupStore'>): Promise<void> {
  const { db, clock, log, backupStore } = deps;
  if (!backupStore) return;
  for (const drill of await db.manager.find(RestoreDrill, { where: { evidenceAt: IsNull(), endedAt: Not(IsNull()) }, order: { id: 'DESC' }, take: evidenceAtOnce })) {
    const { id, state, startedAt, endedAt, wantedAt, backupId, restoredTo, lossSeconds, tableRows, pictures, deals, checks, steps, failure } = drill;
    const said = { format: 'yongche restore drill 1', id, state, startedAt, endedAt, wantedAt, backupId, restoredTo, lossSeconds, rows: tableRows, pictures, deals, checks, steps, failure };
    try {
      await backupStore.write(evidenceKeyOf(id), await signManifest(deps, said), 'application/json');
      await db.manager.update(RestoreDrill, id, { evidenceAt: clock.now() });
    } catch (error) {
      log.error({ err: error, drillId: id }, 'the evidence of a restore drill could not be written');
    }
  }
}

/** Where the signed report of a drill lies in the store of backups; `openManifest` opens it. */
export const evidenceKeyOf = (drillId: string) => `drills/${drillId}.json`;
