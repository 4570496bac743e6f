import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../../audit/audit';
import type { StaffActor } from '../../../http/actor';
import { StorageCapacity } from './storage-day.entity';

/** 设置存储容量, from which on the alarm lines count. The same number again changes nothing. */
export async function setCapacity(tx: EntityManager, bytes: number, staff: StaffActor, by: By): Promise<void> {
  const before = await tx.findOne(StorageCapacity, { where: { id: 1 }, lock: { mode: 'pessimistic_write' } });
  if (before?.bytes === bytes) return;
  await tx.query('INSERT INTO storage_capacities (id, bytes, set_by, set_at) VALUES (1, ?, ?, ?) ON DUPLICATE KEY UPDATE bytes = VALUES(bytes), set_by = VALUES(set_by), set_at = VALUES(set_at)', [bytes, staff.staffId, by.at]);
  await audit(tx, by, { action: 'operations.capacity_set', subject: { type: 'storage', id: 'capacity' }, changes: { capacityBytes: { before: before?.bytes ?? null, after: bytes } } });
}
