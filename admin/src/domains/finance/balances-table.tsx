import type { ledgerAccounts } from '@yongche/contract/vocabulary';
import { Link } from 'react-router';
import { yuanOf } from '../../components/money';
import { bothFunds, type FinanceDesk, type Fund } from './finance';
import { bookingsHref } from './finance-links';
import styles from './finance.module.css';

type Balances = FinanceDesk['balances'][number];

const sumOf = ({ bankFen, clearingFen, cashFen }: Balances) => bankFen + clearingFen + cashFen;

/** 资金余额: where the money of each fund lies, and what of it is nobody's yet. */
export function BalancesTable({ balances }: Pick<FinanceDesk, 'balances'>) {
  const shown = bothFunds.flatMap((fund) => balances.filter((one) => one.fund === fund));
  const total = (of: (one: Balances) => number) => yuanOf(shown.reduce((sum, one) => sum + of(one), 0));
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">存放</th>
          {shown.map(({ fund }) => (
            <th key={fund} scope="col">
              {fund === 'dues' ? '会费' : '服务费'}
            </th>
          ))}
          <th scope="col">合计</th>
        </tr>
      </thead>
      <tbody>
        <Row title="银行存款" account="bank" of={({ bankFen }) => bankFen} {...{ shown, total }} />
        <Row title="平台待结算" of={({ clearingFen }) => clearingFen} {...{ shown, total }} />
        <Row title="库存现金" account="cash" of={({ cashFen }) => cashFen} {...{ shown, total }} />
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">共有</th>
          {shown.map((one) => (
            <td key={one.fund}>{yuanOf(sumOf(one))}</td>
          ))}
          <td>{total(sumOf)}</td>
        </tr>
        <Row title="其中待查款项" account="suspense" of={({ suspenseFen }) => suspenseFen} {...{ shown, total }} />
      </tfoot>
    </table>
  );
}

interface RowProps {
  title: string;
  /** The account whose bookings the sums are; left out where they are of several. */
  account?: keyof typeof ledgerAccounts;
  shown: Balances[];
  of: (one: Balances) => number;
  total: (of: (one: Balances) => number) => string;
}

function Row({ title, account, shown, of, total }: RowProps) {
  const hrefOf = (fund: Fund) => (account ? bookingsHref({ fund, account }) : `/ledger?fund=${fund}`);
  return (
    <tr>
      <th scope="row">{title}</th>
      {shown.map((one) => (
        <td key={one.fund}>
          <Link to={hrefOf(one.fund)}>{yuanOf(of(one))}</Link>
        </td>
      ))}
      <td>{total(of)}</td>
    </tr>
  );
}
