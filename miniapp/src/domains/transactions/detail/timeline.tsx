import { Steps, type Step } from '@/components/steps';
import type { Deal } from '../slot-state';

/** The course of a deal: what has happened, where it stands, what comes next. */
export const Timeline = ({ deal }: { deal: Deal }) => <Steps steps={stepsOf(deal)} />;

function stepsOf({ state, createdAt, submittedAt, completedAt }: Deal): Step[] {
  const created: Step = { title: '新建交易', at: createdAt, state: 'done' };
  const capturing: Step = {
    title: '采集照片',
    at: null,
    state: submittedAt ? 'done' : state === 'capturing' ? 'now' : 'ahead',
  };
  const submitted: Step[] = submittedAt ? [{ title: '提交核对', at: submittedAt, state: 'done' }] : [];
  if (state === 'cancelled') return [created, ...submitted, { title: '已取消', at: null, state: 'now' }];
  const returned: Step[] = state === 'returned' ? [{ title: '市场退回，待补拍', at: null, state: 'now' }] : [];
  const checking: Step = {
    title: '市场柜台核对',
    at: null,
    state: completedAt ? 'done' : state === 'awaiting_check' ? 'now' : 'ahead',
  };
  return [
    created,
    capturing,
    ...submitted,
    ...returned,
    checking,
    { title: '核对完成', at: completedAt, state: completedAt ? 'done' : 'ahead' },
  ];
}
