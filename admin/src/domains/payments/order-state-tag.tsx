import { cashStates, orderStates, refundStates } from '@yongche/contract/vocabulary';
import { ToneTag } from '../../components/tone-tag';
import type { CashReceipt, PaymentOrder, Refund } from './payment';
import { cashTones, orderTones, refundTones } from './payment-wording';

export function OrderStateTag({ order: { state } }: { order: Pick<PaymentOrder, 'state'> }) {
  return <ToneTag tone={orderTones[state]}>{orderStates[state]}</ToneTag>;
}

export function RefundStateTag({ refund: { state } }: { refund: Pick<Refund, 'state'> }) {
  return <ToneTag tone={refundTones[state]}>{refundStates[state]}</ToneTag>;
}

export function CashStateTag({ cash: { state } }: { cash: Pick<CashReceipt, 'state'> }) {
  return <ToneTag tone={cashTones[state]}>{cashStates[state]}</ToneTag>;
}
