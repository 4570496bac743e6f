import { Button } from 'antd';
import { useState } from 'react';
import { call, download } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { PdfButton } from '../../components/pdf-button';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import { disciplineKey } from '../discipline/discipline';
import { type Problem, type ProblemReview, problemsKey } from './problem';
import { ProblemExtension } from './problem-extension';
import { useMay } from './problem-rights';
import { doneWords } from './problem-wording';

const renews = [[problemsKey], [disciplineKey]];

/** What may be done with a problem card as it stands; the server says which of these. */
export function ProblemActs({ problem }: { problem: Problem }) {
  const { id, number, may } = problem;
  const mayPrint = useMay()('GET /problems/:id/letter.pdf');
  const [asking, setAsking] = useState<'refusal' | 'extension' | 'withdrawal'>();
  const close = () => setAsking(undefined);
  return (
    <>
      {mayPrint && (
        <PdfButton name={`限期改正通知书-${number}`} load={() => download('GET /problems/:id/letter.pdf', { params: { id } })}>
          通知书
        </PdfButton>
      )}
      {may.withdraw && (
        <Button danger onClick={() => setAsking('withdrawal')}>
          撤回…
        </Button>
      )}
      {may.extend && <Button onClick={() => setAsking('extension')}>延长期限…</Button>}
      {may.review && <Button onClick={() => setAsking('refusal')}>退回再改…</Button>}
      {may.review && <AcceptButton id={id} />}
      {asking === 'refusal' && <RefusalDialog problem={problem} onClose={close} />}
      {asking === 'extension' && <ProblemExtension problem={problem} renews={renews} onClose={close} />}
      {asking === 'withdrawal' && <WithdrawalDialog problem={problem} onClose={close} />}
    </>
  );
}

const review = (id: string) => (body: ProblemReview, idempotencyKey: string) =>
  call('POST /problems/:id/review', { params: { id }, body, idempotencyKey });

function AcceptButton({ id }: { id: string }) {
  const accept = useAct({ about: id, send: review(id), renews, done: doneWords.accepted, failed: '没有通过' });
  return (
    <Button type="primary" loading={accept.isPending} onClick={() => accept.mutate({ accepted: true })}>
      复核通过
    </Button>
  );
}

interface DialogProps {
  problem: Problem;
  onClose: () => void;
}

function RefusalDialog({ problem: { id, number }, onClose }: DialogProps) {
  const refuse = useAct({ about: id, send: review(id), renews, done: doneWords.refused, onDone: onClose });
  return (
    <ReasonDialog
      title={`退回再改　${number}`}
      okText="退回"
      label="退回原因"
      hint="代理人会看到，请写明哪一张、要怎样改"
      usualReasons={['改正照片仍不清楚', '改正的不是所列的照片', '与原件不一致', '没有说明怎样改正']}
      sending={refuse}
      failed="没有退回"
      onSend={(note) => refuse.mutate({ accepted: false, note })}
      onClose={onClose}
    >
      <p>退回后改正期限重新计算，代理人和市场会收到通知。</p>
    </ReasonDialog>
  );
}

function WithdrawalDialog({ problem: { id, number }, onClose }: DialogProps) {
  const withdraw = useAct({
    about: id,
    send: (body: { reason: string }, idempotencyKey) => call('POST /problems/:id/withdrawal', { params: { id }, body, idempotencyKey }),
    renews,
    done: doneWords.withdrawn,
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={`撤回问题单　${number}`}
      okText="确认撤回"
      label="撤回原因"
      hint="代理人会看到，并记入审计日志"
      usualReasons={['核查有误，照片符合要求', '认错了照片类型', '重复开立']}
      sending={withdraw}
      failed="没有撤回"
      onSend={(reason) => withdraw.mutate({ reason })}
      onClose={onClose}
    >
      <AlertLine tone="warn">撤回后不能恢复：由它告知的违规一并不予处理，已扣的分重新计算。</AlertLine>
    </ReasonDialog>
  );
}
