import type { bulletinStates } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { ensure } from '../../../http/errors';
import { Bulletin } from './bulletin.entity';

type State = keyof typeof bulletinStates;
interface Move {
  from: readonly State[];
  to: State;
}

/** 通报的全部去向. */
const moves = {
  approve: { from: ['draft'], to: 'approved' },
  refuse: { from: ['draft', 'approved'], to: 'draft' },
  send: { from: ['approved'], to: 'sent' },
  withdraw: { from: ['draft', 'approved', 'sent'], to: 'withdrawn' },
} as const satisfies Record<string, Move>;

/** The one way by which a bulletin changes its state. @returns whether it was this move that did it */
export async function moveBulletin(tx: EntityManager, id: string, move: keyof typeof moves, change: Partial<Bulletin> = {}): Promise<boolean> {
  const { from, to }: Move = moves[move];
  const { affected } = await tx
    .createQueryBuilder()
    .update(Bulletin)
    .set({ ...change, state: to })
    .where('id = :id AND state IN (:...from)', { id, from })
    .execute();
  return affected === 1;
}

/** Whoever decides on a bulletin, or sends it, has it alone. @throws bulletin.not_found */
export async function lockBulletin(tx: EntityManager, id: string): Promise<Bulletin> {
  const bulletin = await tx.findOne(Bulletin, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(bulletin, 'bulletin.not_found');
  return bulletin;
}
