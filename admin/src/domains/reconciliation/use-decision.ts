import { call } from '../../api';
import { useAct } from '../../components/use-act';
import { financeKey } from '../finance/finance';
import { type Decision, reconciliationKey, type StatementLine } from './reconciliation';

const renews = [[reconciliationKey], [financeKey]];

/** 处理一条差异: books it at once; it can be taken back with a reason. */
export function useDecision({ id }: Pick<StatementLine, 'id'>, onDone: (decided: StatementLine) => void) {
  return useAct({
    about: id,
    send: (body: Decision, idempotencyKey) => call('POST /statement-lines/:id/decision', { params: { id }, body, idempotencyKey }),
    renews,
    failed: '没有处理',
    onDone,
  });
}

/** 撤销处理: its bookings are reversed, and it waits again. */
export function useReopening({ id }: Pick<StatementLine, 'id'>, onDone: (reopened: StatementLine) => void) {
  return useAct({
    about: id,
    send: (body: { reason: string }, idempotencyKey) => call('POST /statement-lines/:id/reopening', { params: { id }, body, idempotencyKey }),
    renews,
    done: '已撤销，分录已冲回。',
    onDone,
  });
}
