import { useQuery } from '@tanstack/react-query';
import { sentenceOf } from '../../api';
import cells from '../../components/cells.module.css';
import { FileSection, SectionFacts } from '../registry/file-page';
import type { PayableKind } from './payment';
import styles from './payments.module.css';
import { payeeAccountsQuery } from './queries';

const funds = { due: 'dues', bill: 'service_fee' } as const satisfies Record<PayableKind, string>;

/** 转账: to which account, and the code by which the transfer is recognised. */
export function TransferFacts({ kind, code }: { kind: PayableKind; code: string }) {
  const accounts = useQuery(payeeAccountsQuery);
  const account = accounts.data?.items.find(({ fund }) => fund === funds[kind]);
  return (
    <FileSection title="银行转账">
      <SectionFacts
        facts={[
          ['收款户名', account?.payeeName],
          ['开户银行', account?.bankName],
          ['账号', account && <span className={cells.mono}>{account.bankNumber}</span>],
          ['收款账户', accounts.data && !account && '还没有登记收款账户，请联系财务。'],
          ['收款账户', accounts.isError && `没有读到：${sentenceOf(accounts.error)}`],
          ['附言', <span className={styles.code}>{code}</span>],
          ['', <span className={styles.soft}>转账时把附言原样写进用途，到账后自动对上。</span>],
        ]}
      />
    </FileSection>
  );
}
