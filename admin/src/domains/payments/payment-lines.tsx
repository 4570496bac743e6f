import { paymentWays } from '@yongche/contract/vocabulary';
import { Link } from 'react-router';
import { yuanOf } from '../../components/money';
import { FileSection, SectionBody } from '../registry/file-page';
import type { Payment } from './payment';
import styles from './payments.module.css';
import { useMay } from './rights';

/** 缴费: every payment of a due or bill, as the ledger has it. */
export function PaymentLines({ payments }: { payments: Payment[] }) {
  const mayOpen = useMay()('GET /payment-orders/:id');
  const sum = payments.reduce((total, { fen }) => total + fen, 0);
  return (
    <FileSection title="缴费" count={payments.length} empty={payments.length === 0 && '还没有收到缴款。'}>
      <SectionBody>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">到账日期</th>
              <th scope="col">方式</th>
              <th scope="col">凭证号</th>
              <th scope="col">金额</th>
            </tr>
          </thead>
          <tbody>
            {payments.map(({ on, way, fen, reference, orderId }) => (
              <tr key={`${on} ${reference} ${fen}`}>
                <th scope="row">{on}</th>
                <td>{paymentWays[way]}</td>
                <td>{orderId && mayOpen ? <Link to={`/payments/${orderId}`}>{reference}</Link> : reference}</td>
                <td>{yuanOf(fen)}</td>
              </tr>
            ))}
          </tbody>
          {payments.length > 1 && (
            <tfoot>
              <tr>
                <th scope="row">合计</th>
                <td />
                <td />
                <td>{yuanOf(sum)}</td>
              </tr>
            </tfoot>
          )}
        </table>
      </SectionBody>
    </FileSection>
  );
}
