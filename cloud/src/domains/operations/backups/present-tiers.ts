import { type EntityManager, In, IsNull, MoreThan, Not } from 'typeorm';
import type { backupTiers } from '@yongche/contract';
import { dayInShanghai, startOfDay } from '../../../clock';
import type { Deps } from '../../../deps';
import type { StaffActor } from '../../../http/actor';
import { Market } from '../../registry/market.entity';
import { drillWantedSince } from '../drills/lateness';
import { presentDrills } from '../drills/drills';
import { mayDrill } from '../drills/drills.policy';
import { RestoreDrill } from '../drills/restore-drill.entity';
import { MarketBackup } from '../market-backup.entity';
import { mayBackUp } from './backups.policy';
import { type Lateness, lateness } from './lateness';
import { dailyDue } from './schedule';
import { scheme } from './scheme';
import { BackupSchedule, SystemBackup } from './system-backup.entity';

type TierDeps = Pick<Deps, 'db' | 'backupStore' | 'safekeeping' | 'drillPlace'>;
type Tier = keyof typeof backupTiers;
type Kind = SystemBackup['kind'];

const yearMs = 365 * 24 * 3600_000;
/** 03:30 in Shanghai, on the 5th. */
const archiveHourMs = 210 * 60_000;

/** 三级备份的现状 with the last drill, the scheme, and what the employee may do. */
export async function backupTiersNow({ db, backupStore, safekeeping, drillPlace }: TierDeps, actor: StaffActor, now: Date) {
  const tx = db.manager;
  const late = await lateness(tx, now);
  const [drill] = await tx.find(RestoreDrill, { where: { endedAt: Not(IsNull()) }, order: { endedAt: 'DESC' }, take: 1 });
  const configured = { daily: Boolean(backupStore && safekeeping.recipient), monthly: Boolean(backupStore && safekeeping.archiveRecipient) && (await tx.existsBy(BackupSchedule, { kind: 'archive' })) };
  return {
    tiers: [await dailyTier(tx, configured.daily, late, now), await monthlyTier(tx, configured.monthly, late, now), await marketTier(tx, now)],
    lastDrill: drill ? (await presentDrills(tx, [drill]))[0]! : null,
    isDrillLate: (await drillWantedSince(tx, now)) !== undefined,
    scheme,
    may: { backUp: mayBackUp(actor) && configured.daily, archive: mayBackUp(actor) && configured.monthly, drill: mayDrill(actor) && Boolean(drillPlace && backupStore && safekeeping.drillIdentityFile) },
  };
}

async function dailyTier(tx: EntityManager, isConfigured: boolean, late: Lateness, now: Date) {
  const [database, pictures] = [await lastOf(tx, ['database'], 'ready'), await lastOf(tx, ['pictures'], 'ready')];
  const { last, next } = dailyDue(now);
  const isLate = late.daily !== undefined || late.changes !== undefined;
  return {
    ...(await tierOf(tx, 'daily', ['database', 'pictures', 'changes'])),
    isConfigured,
    // As good as its older half.
    lastReadyAt: database?.endedAt && pictures?.endedAt ? (database.endedAt < pictures.endedAt ? database.endedAt : pictures.endedAt) : null,
    nextDueAt: isConfigured ? (late.daily ? last : next) : null,
    isLate,
    sentence: isConfigured ? await dailySentence(tx, late, Boolean(database && pictures), now) : '这台系统没有设置备份存储或技术单位的公钥，没有每日备份。请技术单位设置 BACKUP_STORE 和 BACKUP_RECIPIENT。',
    markets: null,
  };
}

async function dailySentence(tx: EntityManager, late: Lateness, isMade: boolean, now: Date): Promise<string> {
  if (late.daily) return '每日备份已经逾期。业务不受影响，但机器这时损坏会多丢数据。请技术单位按下面最近一次失败的原因处理。';
  if (late.changes) return '数据库的变更超过15分钟没有备份，机器这时损坏会丢失这段时间的记录。请技术单位按下面最近一次失败的原因处理。';
  if (!isMade) return '还没有完整的一份，系统正在做，或马上开始做。';
  const [shipped]: { at: Date | null }[] = await tx.query('SELECT MAX(shipped_until) AS at FROM change_histories');
  const follows = await tx.existsBy(BackupSchedule, { kind: 'changes' });
  if (!follows || !shipped?.at) return '数据库和影像每天02:30备份。数据库没有打开增量日志，只能恢复到每天备份的时刻，最多丢失一天的记录；请技术单位打开 log_bin。';
  const minutes = Math.max(1, Math.ceil((now.getTime() - shipped.at.getTime()) / 60_000));
  return `数据库和影像每天02:30备份，变更每5分钟备份一次。机器现在损坏，最多丢失最近${minutes}分钟的记录。`;
}

async function monthlyTier(tx: EntityManager, isConfigured: boolean, late: Lateness, now: Date) {
  const ready = await lastOf(tx, ['archive'], 'ready');
  return {
    ...(await tierOf(tx, 'monthly', ['archive'])),
    isConfigured,
    lastReadyAt: ready?.endedAt ?? null,
    nextDueAt: isConfigured ? archiveDue(now, late.monthly !== undefined) : null,
    isLate: late.monthly !== undefined,
    sentence: monthlySentence(isConfigured, late.monthly !== undefined, ready?.month ?? null),
    markets: null,
  };
}

function monthlySentence(isConfigured: boolean, isLate: boolean, month: string | null): string {
  if (!isConfigured) return '没有设置协会的公钥，没有每月归档。请协会生成密钥，由技术单位设置 ARCHIVE_RECIPIENT。';
  if (isLate) return '上月的归档逾期了。请秘书处点“归档”补做；做不成时请技术单位处理。';
  return month ? `已归档到${Number(month.slice(0, 4))}年${Number(month.slice(5))}月。只有协会的私钥能打开，请妥善保管。` : '还没有归档，每月5日自动归档上月的交易。';
}

/** The next 5th; where it was missed, the one that was. */
function archiveDue(now: Date, wasMissed: boolean): Date {
  const month = dayInShanghai(now).slice(0, 7);
  const due = dueOf(month);
  return wasMissed || due > now ? due : dueOf(dayInShanghai(new Date(startOfDay(`${month}-28`).getTime() + 7 * 24 * 3600_000)).slice(0, 7));
}

const dueOf = (month: string) => new Date(startOfDay(`${month}-05`).getTime() + archiveHourMs);

async function marketTier(tx: EntityManager, now: Date) {
  const since = new Date(now.getTime() - yearMs);
  const made = await tx.createQueryBuilder(MarketBackup, 'b').select('COUNT(DISTINCT b.marketId)', 'made').where('b.readyAt > :since', { since }).getRawOne<{ made: string }>();
  const [ready, last] = [await tx.find(MarketBackup, { select: { id: true, bytes: true }, where: { state: 'ready' } }), await tx.findOne(MarketBackup, { where: { readyAt: Not(IsNull()) }, order: { readyAt: 'DESC' } })];
  const failed = await tx.findOne(MarketBackup, { where: { state: 'failed', requestedAt: MoreThan(since) }, order: { requestedAt: 'DESC' } });
  const markets = { made: Number(made?.made ?? 0), all: await tx.countBy(Market, {}) };
  return {
    ...{ tier: 'market' as const, isConfigured: true, lastReadyAt: last?.readyAt ?? null, lastFailedAt: failed?.requestedAt ?? null, nextDueAt: null, isLate: false },
    ...{ count: ready.length, bytes: ready.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0) },
    sentence: '各市场自愿，由市场负责人在“自愿备份”中制作并带走，服务器上只留7天。',
    markets,
  };
}

const lastOf = (tx: EntityManager, kinds: Kind[], state: 'ready' | 'failed') => tx.findOne(SystemBackup, { where: { kind: In(kinds), state: state === 'ready' ? In(['ready', 'removed']) : state, endedAt: Not(IsNull()) }, order: { startedAt: 'DESC' } });

/** Kept now: a dump counts as one, whatever belongs to it. */
async function tierOf(tx: EntityManager, tier: Tier, kinds: Kind[]) {
  const sums = await tx.createQueryBuilder(SystemBackup, 'b').select('b.kind', 'kind').addSelect('COUNT(*)', 'amount').addSelect('SUM(b.bytes)', 'bytes').where("b.kind IN (:...kinds) AND b.state = 'ready'", { kinds }).groupBy('b.kind').getRawMany<{ kind: Kind; amount: string; bytes: string }>();
  return { tier, lastFailedAt: (await lastOf(tx, kinds, 'failed'))?.endedAt ?? null, count: Number(sums.find(({ kind }) => kind === kinds[0])?.amount ?? 0), bytes: sums.reduce((sum, { bytes }) => sum + Number(bytes), 0) };
}
