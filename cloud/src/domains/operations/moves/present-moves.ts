import { type EntityManager, In } from 'typeorm';
import { Staff } from '../../identity/staff.entity';
import { StorageDebt } from './storage-debt.entity';
import { StorageMove } from './storage-move.entity';

const shown = 50;

export const latestMoves = (tx: EntityManager): Promise<StorageMove[]> => tx.find(StorageMove, { order: { startedAt: 'DESC', id: 'DESC' }, take: shown });

/** Moves as the contract has them. */
export async function presentMoves(tx: EntityManager, moves: StorageMove[]) {
  const ids = moves.flatMap(({ startedBy }) => startedBy ?? []);
  const people = ids.length > 0 ? await tx.findBy(Staff, { id: In(ids) }) : [];
  const [running] = moves.filter((move) => move.running);
  const owed = running ? await tx.countBy(StorageDebt, { moveId: running.id }) : 0;
  return moves.map(({ id, state, fromStore, toStore, startedAt, startedBy, endedAt, objects, bytes, copied, copiedBytes, verified, differing, bytesPerSecond, rootFrom, rootTo, switchedAt, settledAt, fallbacks, failure }) => ({
    ...{ id, state, from: fromStore, to: toStore, startedAt, startedBy: people.find((one) => one.id === startedBy)?.name ?? '服务器命令', endedAt },
    ...{ objects, bytes, copied, copiedBytes, verified, differing, bytesPerSecond, rootFrom, rootTo, switchedAt, settledAt, fallbacks, owed: id === running?.id ? owed : 0, failure },
  }));
}
