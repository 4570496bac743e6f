import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../api';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import { type AgendaItem, governanceKey } from './governance';

/** 撤回议题, for those that somebody brought up by hand. */
export function ItemWithdrawal({ item: { id, title } }: { item: AgendaItem }) {
  const [isAsking, setAsking] = useState(false);
  const withdraw = useAct({
    about: id,
    send: (body: { reason: string }, idempotencyKey) => call('POST /agenda-items/:id/withdrawal', { params: { id }, body, idempotencyKey }),
    renews: [[governanceKey]],
    done: '议题已撤回。',
    onDone: () => setAsking(false),
  });
  return (
    <p className="no-print">
      <Button size="small" onClick={() => setAsking(true)}>
        撤回议题…
      </Button>
      {isAsking && (
        <ReasonDialog
          title="撤回议题"
          okText="撤回"
          label="原因"
          hint="记入审计日志"
          usualReasons={['已另行办理', '与另一议题合并', '提出有误']}
          sending={withdraw}
          failed="没有撤回"
          onSend={(reason) => withdraw.mutate({ reason })}
          onClose={() => setAsking(false)}
        >
          <p>{title}</p>
        </ReasonDialog>
      )}
    </p>
  );
}
