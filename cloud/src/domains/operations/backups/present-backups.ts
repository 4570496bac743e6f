import { Brackets, type EntityManager, In } from 'typeorm';
import type { backupStates, backupTiers } from '@yongche/contract';
import { ensure } from '../../../http/errors';
import { Staff } from '../../identity/staff.entity';
import { SystemBackup } from './system-backup.entity';

const pageLength = 50;

interface Asked {
  tier?: keyof typeof backupTiers | undefined;
  state?: keyof typeof backupStates | undefined;
  before?: string | undefined;
}

/** 备份记录, the latest first. @throws backup.not_found where `before` is none */
export async function listBackups(tx: EntityManager, { tier, state, before }: Asked) {
  const query = tx.createQueryBuilder(SystemBackup, 'b').orderBy('b.startedAt', 'DESC').addOrderBy('b.id', 'DESC').limit(pageLength + 1);
  if (tier) query.andWhere('b.tier = :tier', { tier });
  if (state) query.andWhere('b.state = :state', { state });
  if (before) {
    const last = await tx.findOneBy(SystemBackup, { id: before });
    ensure(last, 'backup.not_found');
    query.andWhere(new Brackets((where) => where.where('b.startedAt < :at', { at: last.startedAt }).orWhere('b.startedAt = :at AND b.id < :id', { at: last.startedAt, id: last.id })));
  }
  const found = await query.getMany();
  return { items: await presentBackups(tx, found.slice(0, pageLength)), hasMore: found.length > pageLength };
}

async function presentBackups(tx: EntityManager, backups: SystemBackup[]) {
  const people = await tx.findBy(Staff, { id: In(backups.flatMap(({ startedBy }) => startedBy ?? [])) });
  return backups.map(({ startedBy, ...backup }) => ({ ...backup, startedBy: people.find(({ id }) => id === startedBy)?.name ?? null }));
}
