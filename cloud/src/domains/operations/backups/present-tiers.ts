import { type EntityManager, In, IsNull, MoreThan, Not } from 'typeorm';
import type { backupTiers } from '@yongche/contract';
import type { Deps } from '../../../deps';
import type { StaffActor } from '../../../http/actor';
import { Market } from '../../registry/market.entity';
import { monthAfter } from '../../ledger/calendar-month';
import { monthAt } from '../archives/months';
import { archiveDue } from '../archives/schedule';
import { drillWantedSince } from '../drills/lateness';
import { presentDrills } from '../drills/drills';
import { mayDrill } from '../drills/drills.policy';
import { RestoreDrill } from '../drills/restore-drill.entity';
import { MarketBackup } from '../market-backup.entity';
import { mayBackUp } from './backups.policy';
import { type Lateness, lateness, restorableUntil } from './lateness';
import { lastWhole } from './record';
import { dailyDue } from './schedule';
import { scheme } from './scheme';
import { BackupSchedule, SystemBackup } from './system-backup.entity';

type TierDeps = Pick<Deps, 'db' | 'backupStore' | 'safekeeping' | 'drillPlace'>;
type Tier = keyof typeof backupTiers;
type Kind = SystemBackup['kind'];

const yearMs = 365 * 24 * 3600_000;

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
  const [database, pictures] = [await lastWhole(tx, 'database'), await lastWhole(tx, 'pictures')];
  const { last, next } = dailyDue(now);
  const isLate = late.daily !== undefined || late.changes !== undefined;
  return {
    ...(await tierOf(tx, 'daily', ['database', 'pictures', 'changes'], pictures?.keptBytes ?? undefined)),
    isConfigured,
    // As good as its older half.
    lastReadyAt: database?.endedAt && pictures?.endedAt ? (database.endedAt < pictures.endedAt ? database.endedAt : pictures.endedAt) : null,
    nextDueAt: isConfigured ? (late.daily ? last : next) : null,
    isLate,
    sentence: isConfigured ? await dailySentence(tx, late, { isMade: Boolean(database && pictures), wrong: pictures?.wrong ?? 0 }, now) : '这台系统没有设置备份存储或技术单位的公钥，没有每日备份。请技术单位设置 BACKUP_STORE 和 BACKUP_RECIPIENT。',
    markets: null,
  };
}

async function dailySentence(tx: EntityManager, late: Lateness, { isMade, wrong }: { isMade: boolean; wrong: number }, now: Date): Promise<string> {
  if (late.daily) return '每日备份已经逾期。业务不受影响，但机器这时损坏会多丢数据。请技术单位按下面最近一次失败的原因处理。';
  if (late.changes) return '数据库的变更超过15分钟没有备份，机器这时损坏会丢失这段时间的记录。请技术单位按下面最近一次失败的原因处理。';
  if (wrong > 0) return `最近一次备份发现影像存储里有${wrong}个文件丢失、被改动或读不出来。请技术单位立即按下面的失败记录核对，并从备份恢复。`;
  if (!isMade) return '还没有完整的一份，系统正在做，或马上开始做。';
  const until = await restorableUntil(tx);
  const follows = await tx.existsBy(BackupSchedule, { kind: 'changes' });
  if (!follows || !until) return '数据库和影像每天02:30备份。数据库没有打开增量日志，只能恢复到每天备份的时刻，最多丢失一天的记录；请技术单位打开 log_bin。';
  const minutes = Math.max(1, Math.ceil((now.getTime() - until.getTime()) / 60_000));
  return `数据库和影像每天02:30备份，变更每5分钟备份一次。机器现在损坏，最多丢失最近${minutes}分钟的记录。`;
}

async function monthlyTier(tx: EntityManager, isConfigured: boolean, late: Lateness, now: Date) {
  const ready = await lastOf(tx, ['archive'], ['ready', 'removed']);
  return {
    ...(await tierOf(tx, 'monthly', ['archive'])),
    isConfigured,
    lastReadyAt: ready?.endedAt ?? null,
    nextDueAt: isConfigured ? nextArchive(now, late.monthly !== undefined) : null,
    isLate: late.monthly !== undefined,
    sentence: monthlySentence(isConfigured, late.monthly !== undefined, ready?.month ?? null),
    markets: null,
  };
}

function monthlySentence(isConfigured: boolean, isLate: boolean, month: string | null): string {
  if (!isConfigured) return '没有设置协会的公钥，没有每月归档。请协会生成密钥，由技术单位设置 ARCHIVE_RECIPIENT。';
  if (isLate) return '每月归档逾期了。请秘书处点“归档”补做；做不成时请技术单位处理。';
  return month ? `已归档到${Number(month.slice(0, 4))}年${Number(month.slice(5))}月。只有协会的私钥能打开，请妥善保管。` : '还没有归档，每月5日自动归档上月的交易。';
}

/** The next 5th; where it was missed, the one that was. */
function nextArchive(now: Date, wasMissed: boolean): Date {
  const dues = [-2, -1, 0].map((months) => archiveDue(monthAfter(monthAt(now), months)));
  return (wasMissed ? dues.findLast((due) => due <= now) : dues.find((due) => due > now))!;
}

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

const lastOf = (tx: EntityManager, kinds: Kind[], states: SystemBackup['state'][]) => tx.findOne(SystemBackup, { where: { kind: In(kinds), state: In(states), endedAt: Not(IsNull()) }, order: { startedAt: 'DESC' } });

/** Kept now: a dump counts as one, whatever belongs to it; what runs of pictures copied may have been removed since, so that `pictureBytes` counts instead. */
async function tierOf(tx: EntityManager, tier: Tier, kinds: Kind[], pictureBytes?: number) {
  const sums = await tx.createQueryBuilder(SystemBackup, 'b').select('b.kind', 'kind').addSelect('COUNT(*)', 'amount').addSelect('SUM(b.bytes)', 'bytes').where("b.kind IN (:...kinds) AND b.state = 'ready'", { kinds }).groupBy('b.kind').getRawMany<{ kind: Kind; amount: string; bytes: string }>();
  return { tier, lastFailedAt: (await lastOf(tx, kinds, ['failed']))?.endedAt ?? null, count: Number(sums.find(({ kind }) => kind === kinds[0])?.amount ?? 0), bytes: sums.reduce((sum, { kind, bytes }) => sum + (kind === 'pictures' && pictureBytes !== undefined ? pictureBytes : Number(bytes)), 0) };
}
