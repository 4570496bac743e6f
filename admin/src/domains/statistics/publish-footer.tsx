import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { call, isRefusal, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { ReasonDialog } from '../../components/reason-dialog';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { bulletinsQuery } from '../notices/queries';
import { importQuery } from './queries';
import { type ImportReport, statisticsKey } from './statistics';
import { editionName, periodName } from './statistics-wording';
import styles from './statistics.module.css';

const usualReasons = ['车管所更正了数据', '原文件有误', '补充分组数据', '口径调整'];

/** The one button that publishes; a correction asks for its reason. */
export function PublishFooter({ report }: { report: ImportReport }) {
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const [isAsking, setAsking] = useState(false);
  const { id, period, schemaVersion, editionBefore, findings, problemCount, figures, may } = report;
  const publish = useMutation({
    mutationFn: (reason: string | null) => {
      const body = { schemaVersion, editionBefore, reason };
      return call('POST /statistic-imports/:id/acceptance', { params: { id }, body, idempotencyKey: intent.keyFor([id, body]) });
    },
    onSuccess: (done) => {
      setAsking(false);
      client.setQueryData(importQuery(id).queryKey, done);
      // Which bulletin the month has is asked anew: the one there was is outdated now.
      client.removeQueries({ queryKey: bulletinsQuery.queryKey });
    },
    onSettled: (_, error) => {
      intent.settle(error);
      if (!error) void client.invalidateQueries({ queryKey: [statisticsKey], refetchType: 'none' });
      if (isRefusal(error, 'statistics.import_outdated', 'statistics.import_wrong_state')) void client.invalidateQueries({ queryKey: importQuery(id).queryKey });
    },
  });
  const what = `${periodName(period)}${editionName(editionBefore + 1)}`;
  const blocks = findings.filter(({ severity }) => severity === 'block').length + problemCount;
  return (
    <>
      {publish.isError && !isAsking && <AlertLine tone="bad">没有发布：{sentenceOf(publish.error)}</AlertLine>}
      <footer className={styles.footer} data-sticky="true">
        <span className={styles.soft}>{may.accept ? `${figures.length} 个数值${findings.length > 0 ? `，${findings.length} 处提示随这一版留存` : '，校验通过'}` : figures.length === 0 ? '没有读到数值，不能发布' : `有 ${blocks} 处阻止发布，请改好原表后重新上传`}</span>
        <Button type="primary" size="large" autoFocus={may.accept && findings.length === 0} disabled={!may.accept} loading={publish.isPending} onClick={() => (editionBefore > 0 ? setAsking(true) : publish.mutate(null))}>
          确认并发布为{editionName(editionBefore + 1)}
        </Button>
      </footer>
      {isAsking && (
        <ReasonDialog
          title={`发布${what}`}
          okText="发布更正版"
          label="更正原因"
          hint="与这一版一起留存，以前的版次仍可查看。"
          usualReasons={usualReasons}
          sending={publish}
          failed="没有发布"
          onSend={(reason) => publish.mutate(reason)}
          onClose={() => setAsking(false)}
        >
          <p>
            这一期现行的是{editionName(editionBefore)}，发布后由{editionName(editionBefore + 1)}代替。
          </p>
        </ReasonDialog>
      )}
    </>
  );
}
