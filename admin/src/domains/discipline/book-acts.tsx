import { App, Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import { BookAdoption } from './book-adoption';
import { type RuleBook, ruleBooksKey } from './discipline';

/** What the caller may do with a book as it stands; the server says which of these. */
export function BookActs({ book }: { book: RuleBook }) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'adoption' | 'withdrawal'>();
  const close = () => setAsking(undefined);
  const { may, version } = book;
  return (
    <>
      {may.withdraw && (
        <Button danger onClick={() => setAsking('withdrawal')}>
          撤回…
        </Button>
      )}
      {may.change && <Button onClick={() => void navigate(`/rule-books/${version}/edit`)}>修改草稿</Button>}
      {may.propose && <ProposeButton version={version} />}
      {may.adopt && (
        <Button type="primary" onClick={() => setAsking('adoption')}>
          凭决议通过…
        </Button>
      )}
      {asking === 'adoption' && <BookAdoption book={book} onClose={close} />}
      {asking === 'withdrawal' && <WithdrawalDialog version={version} onClose={close} />}
    </>
  );
}

function ProposeButton({ version }: { version: string }) {
  const { modal } = App.useApp();
  const propose = useAct({
    about: version,
    send: (_: void, idempotencyKey) => call('POST /rule-books/:version/proposal', { params: { version }, idempotencyKey }),
    renews: [[ruleBooksKey]],
    done: '已提交，列在会员大会的待上会议题中。',
    failed: '没有提交',
  });
  const ask = () =>
    void modal.confirm({
      title: `把 ${version} 提交会员大会`,
      content: '提交后成为会员大会的议题，会议决议之前内容不能再改。',
      okText: '提交会员大会',
      cancelText: '再看看',
      onOk: () => propose.mutateAsync().catch(() => undefined),
    });
  return (
    <Button type="primary" loading={propose.isPending} onClick={ask}>
      提交会员大会…
    </Button>
  );
}

function WithdrawalDialog({ version, onClose }: { version: string; onClose: () => void }) {
  const withdraw = useAct({
    about: version,
    send: (body: { reason: string }, idempotencyKey) => call('POST /rule-books/:version/withdrawal', { params: { version }, body, idempotencyKey }),
    renews: [[ruleBooksKey]],
    done: `已撤回 ${version}。`,
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={`撤回管理细则草稿 ${version}`}
      okText="确认撤回"
      label="原因"
      hint="记入审计日志"
      usualReasons={['另起草新的版本', '需要重新征求意见', '误建']}
      sending={withdraw}
      failed="没有撤回"
      onSend={(reason) => withdraw.mutate({ reason })}
      onClose={onClose}
    >
      <AlertLine tone="warn">撤回后不能恢复；已经提交会员大会的，议题一并撤回。</AlertLine>
    </ReasonDialog>
  );
}
