import { useMutation, useQueryClient } from '@tanstack/react-query';
import { funds, statementSources } from '@yongche/contract/vocabulary';
import { App, Button } from 'antd';
import { call, sentenceOf } from '../../api';
import { daysFrom } from './days-from';
import { type Gap, reconciliationKey } from './reconciliation';
import styles from './reconciliation.module.css';
import { useMay } from './rights';

/** 缺少的对账单: days of a provider, which can be fetched now, and days of a bank account, whose file has to be imported. */
export function MissingStatements({ missing }: { missing: Gap[] }) {
  const may = useMay();
  if (missing.length === 0) return <p className={styles.soft}>没有缺少的：到今天为止应有的对账单都在。</p>;
  return (
    <ul className={styles.missing}>
      {missing.map((gap) => (
        <li key={`${gap.source} ${gap.fund} ${gap.from}`}>
          <span>
            <b>{statementSources[gap.source]}</b>　{funds[gap.fund]}
            <small>{gap.from === gap.to ? gap.from : `${gap.from} 至 ${gap.to}`}</small>
          </span>
          {gap.source !== 'bank' && may('POST /provider-bills') && <FetchButton gap={{ ...gap, source: gap.source }} />}
          {gap.source === 'bank' && <small>{may('POST /bank-statements') ? '在下面导入' : '由财务导入'}</small>}
        </li>
      ))}
    </ul>
  );
}

/** Fetches day after day; what was fetched stays when a later day fails. */
function FetchButton({ gap: { source, fund, from, to } }: { gap: Gap & { source: Exclude<Gap['source'], 'bank'> } }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const fetching = useMutation({
    mutationFn: async () => {
      for (const day of daysFrom(from, to)) await call('POST /provider-bills', { body: { provider: source, fund, day }, idempotencyKey: crypto.randomUUID() });
    },
    onSuccess: () => void message.success('已下载并核对。'),
    onError: (error) => void message.error(`没有全部下载：${sentenceOf(error)}`),
    onSettled: () => client.invalidateQueries({ queryKey: [reconciliationKey] }),
  });
  return (
    <Button size="small" loading={fetching.isPending} onClick={() => fetching.mutate()}>
      下载
    </Button>
  );
}
