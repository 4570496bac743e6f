import { useQuery } from '@tanstack/react-query';
import { funds, payees } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import cells from '../../components/cells.module.css';
import { Facts } from '../../components/facts';
import { LoadFailure } from '../../components/load-failure';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { bothFunds, type Fund } from '../finance/finance';
import { PayeeAccountDialog } from './payee-account-dialog';
import type { PayeeAccount } from './payment';
import { PaymentsTabs } from './payments-tabs';
import styles from './payments.module.css';
import { payeeAccountsQuery } from './queries';
import { useMay } from './rights';

/** 收款账户: to which bank account of each fund who pays by transfer sends the money. */
export default function PayeeAccountsPage() {
  useTitle('收款账户');
  const accounts = useQuery(payeeAccountsQuery);
  return (
    <div className="page">
      <PageHead title="支付与退款" note="会费和服务费各有自己的账户，专款专用" />
      <PaymentsTabs />
      {accounts.isPending && <PageSkeleton rows={4} />}
      {accounts.isError && !accounts.data && <LoadFailure error={accounts.error} onRetry={() => void accounts.refetch()} />}
      {accounts.data && (
        <div className={styles.accounts}>
          {bothFunds.map((fund) => (
            <AccountCard key={fund} fund={fund} account={accounts.data.items.find((one) => one.fund === fund)} />
          ))}
        </div>
      )}
    </div>
  );
}

function AccountCard({ fund, account }: { fund: Fund; account: PayeeAccount | undefined }) {
  const may = useMay();
  const [isChanging, setChanging] = useState(false);
  return (
    <section className={`card ${styles.account}`}>
      <h2>{funds[fund]}</h2>
      {account ? (
        <Facts
          facts={[
            ['收款人', payees[fund]],
            ['收款户名', account.payeeName],
            ['开户银行', account.bankName],
            ['银行账号', <span className={cells.mono}>{account.bankNumber}</span>],
          ]}
        />
      ) : (
        <p className={styles.soft}>还没有登记{payees[fund]}的收款账户，付款人看不到转账办法。</p>
      )}
      {may('PUT /payee-accounts') && (
        <p>
          <Button onClick={() => setChanging(true)}>{account ? '更改…' : '登记…'}</Button>
        </p>
      )}
      {isChanging && <PayeeAccountDialog fund={fund} account={account} onClose={() => setChanging(false)} />}
    </section>
  );
}
