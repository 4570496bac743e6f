import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../../api';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import { inspectionDayQuery } from './queries';
import { useMay } from './rights';

/** 指定核查 of a completed deal: it lies on the inspector's own desk before everything else. Only for posts that may ask for it. */
export function RequestInspection({ transactionId }: { transactionId: string }) {
  const may = useMay();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const request = useAct({
    about: `inspect ${transactionId}`,
    send: (reason: string, idempotencyKey) => call('POST /inspection-cases', { body: { transactionId, reason }, idempotencyKey }),
    renews: [inspectionDayQuery.queryKey],
    onDone: () => void navigate('/inspection'),
  });
  if (!may('POST /inspection-cases')) return null;
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        指定核查…
      </Button>
      {isAsking && (
        <ReasonDialog
          title="指定核查"
          okText="去核查"
          label="原因"
          hint="记入审计日志"
          usualReasons={['投诉举报', '车管所反馈', '与其他交易有关联', '复查以前的结论']}
          sending={request}
          failed="没有列入"
          onSend={(reason) => request.mutate(reason)}
          onClose={() => setAsking(false)}
        >
          <p>这笔交易会排在您自己核查台的最前面。</p>
        </ReasonDialog>
      )}
    </>
  );
}
