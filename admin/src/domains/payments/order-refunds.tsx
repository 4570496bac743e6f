import { yuanOf } from '../../components/money';
import { minuteOf } from '../../components/moments';
import { FileSection, SectionBody } from '../registry/file-page';
import type { Refund } from './payment';
import styles from './payments.module.css';
import { RefundActs } from './refund-acts';
import { RefundStateTag } from './order-state-tag';

/** 退款 of one order, with what the reader may do about each. */
export function OrderRefunds({ refunds }: { refunds: Refund[] }) {
  return (
    <FileSection title="退款" count={refunds.length} empty={refunds.length === 0 && '没有申请过退款。'}>
      <SectionBody>
        <ul className={styles.refunds}>
          {refunds.map((refund) => (
            <li key={refund.id}>
              <p>
                <b>{yuanOf(refund.fen)}</b> <RefundStateTag refund={refund} />
              </p>
              <p>{refund.reason}</p>
              <p className={styles.soft}>
                {refund.requestedBy}　{minuteOf(refund.requestedAt)} 申请
                {refund.decidedBy && `　${refund.decidedBy} 复核`}
                {refund.settledAt && `　${minuteOf(refund.settledAt)} 到账`}
              </p>
              {refund.failure && <p className={styles.failure}>{refund.failure}</p>}
              {refund.refusal && <p>不同意：{refund.refusal}</p>}
              <RefundActs refund={refund} />
            </li>
          ))}
        </ul>
      </SectionBody>
    </FileSection>
  );
}
