import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../api';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import { type Bulletin, bulletinsKey } from './bulletins';

const renews = [[bulletinsKey]];

/** 复核通过: the second person vouches for what stands on the page, so nothing more is asked; what was changed since it was opened is refused. */
export function ApproveButton({ bulletin: { id, posterSha256 } }: { bulletin: Bulletin }) {
  const approve = useAct({
    about: `approve ${id} ${posterSha256}`,
    send: (_: void, idempotencyKey) => call('POST /bulletins/:id/approval', { params: { id }, body: { posterSha256 }, idempotencyKey }),
    renews,
    done: '已复核通过，可以发送了。',
    failed: '没有通过',
  });
  return (
    <Button type="primary" size="large" loading={approve.isPending} onClick={() => approve.mutate()}>
      复核通过
    </Button>
  );
}

/** 退回修改 with its reason. */
export function RefuseButton({ bulletin }: { bulletin: Bulletin }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button size="large" onClick={() => setAsking(true)}>
        退回…
      </Button>
      {isAsking && <EndingDialog bulletin={bulletin} act="refusal" onClose={() => setAsking(false)} />}
    </>
  );
}

const words = {
  refusal: { title: '退回修改', okText: '退回', hint: '起草人会看到', done: '已退回，起草人会看到原因。', failed: '没有退回', reasons: ['编者按请改一下', '标题有误', '数据请再与原表核对'], what: '起草人修改后，再由您或另一人复核。' },
  withdrawal: { title: '撤回通报', okText: '确认撤回', hint: '记入审计日志', done: '已撤回。', failed: '没有撤回', reasons: ['数据有误', '发错了内容', '暂不公布'], what: '撤回后不能再发送，小程序里也不再显示；已经发到群里的文字和图片收不回来，请在群里另行说明。' },
} as const;

/** Asks for the reason of a refusal or a withdrawal. */
export function EndingDialog({ bulletin: { id, title }, act, onClose }: { bulletin: Bulletin; act: keyof typeof words; onClose: () => void }) {
  const { title: what, okText, hint, done, failed, reasons, what: meaning } = words[act];
  const end = useAct({
    about: `${act} ${id}`,
    send: (body: { reason: string }, idempotencyKey) => call(`POST /bulletins/:id/${act}`, { params: { id }, body, idempotencyKey }),
    renews,
    done,
    onDone: onClose,
  });
  return (
    <ReasonDialog title={`${what}　${title}`} okText={okText} label="原因" hint={hint} usualReasons={[...reasons]} sending={end} failed={failed} onSend={(reason) => end.mutate({ reason })} onClose={onClose}>
      <p>{meaning}</p>
    </ReasonDialog>
  );
}
