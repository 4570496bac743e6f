import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { call, sentenceOf } from '../../api';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { importQuery, importsQuery } from './queries';
import type { ImportReport } from './statistics';
import { periodName } from './statistics-wording';

/** 放弃 an import; the file may be uploaded again. */
export function DiscardButton({ report: { id, period, fileName } }: { report: ImportReport }) {
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const { modal, message } = App.useApp();
  const discard = useMutation({
    mutationFn: () => call('POST /statistic-imports/:id/discard', { params: { id }, idempotencyKey: intent.keyFor(id) }),
    onSuccess: (report) => client.setQueryData(importQuery(id).queryKey, report),
    onError: (error) => message.error(`没有放弃：${sentenceOf(error)}`),
    onSettled: (_, error) => {
      intent.settle(error);
      void client.invalidateQueries({ queryKey: importsQuery.queryKey });
      if (error) void client.invalidateQueries({ queryKey: importQuery(id).queryKey });
    },
  });
  const confirm = () =>
    void modal.confirm({
      title: '放弃这次导入',
      content: `“${fileName}”不再作为${periodName(period)}的数据，已发布的版次不受影响。改好原表后可以重新上传。`,
      okText: '放弃',
      okButtonProps: { danger: true },
      cancelText: '再看看',
      onOk: () => discard.mutateAsync().catch(() => undefined),
    });
  return (
    <Button loading={discard.isPending} onClick={confirm}>
      放弃导入
    </Button>
  );
}
