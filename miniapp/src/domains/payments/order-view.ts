import type { AnswerOf } from '@yongche/contract';
import { hosts, lateOutcomes, orderStates, paymentProviders, refundStates } from '@yongche/contract/vocabulary';
import { momentText } from '../../dates';
import { yuanOf } from '../../money';
import type { PayReturn } from '../../platform/types';
import type { Word } from './payables-view';

export type PaymentOrder = AnswerOf<'GET /my-payment-orders'>['items'][number];
export type OrderDetail = AnswerOf<'GET /payment-orders/:id'>;
export type Refund = OrderDetail['refunds'][number];

/** Whether its end is still open: the pay service must be asked. */
export const isUndecided = ({ state }: Pick<PaymentOrder, 'state'>) => state === 'waiting' || state === 'opening';

/** Whether money came in by it and did not all go back: then a receipt is due. */
export const isKept = ({ state, late, fen, refundedFen }: PaymentOrder) => (state === 'paid' || late === 'kept') && late !== 'refunded' && refundedFen < fen;

const tones: Record<keyof typeof orderStates, string> = { opening: 'calm', waiting: 'wait', paid: 'good', closed: 'off', failed: 'off' };

/** 支付订单状态 in one word, with what went back. */
export function wordOfOrder({ state, late, fen, refundedFen }: PaymentOrder): Word {
  if (late === 'refunded' || (refundedFen > 0 && refundedFen === fen)) return { tone: 'off', text: '已退款' };
  if (refundedFen > 0) return { tone: 'good', text: '部分退款' };
  if (late === 'kept') return { tone: 'good', text: orderStates.paid };
  return { tone: tones[state], text: orderStates[state] };
}

const refundTones: Record<keyof typeof refundStates, string> = { requested: 'calm', processing: 'wait', succeeded: 'good', failed: 'wrong', refused: 'off' };
export const wordOfRefund = ({ state }: Refund): Word => ({ tone: refundTones[state], text: refundStates[state] });

/** How a payment came out, in large. */
export interface Outcome {
  sign: 'good' | 'wait' | 'off';
  title: string;
  text: string;
}

/** `told` is what the phone said when the pay page closed, where it was just open; `asking` while the pay service is still being asked. */
export interface Circumstance {
  told: PayReturn | undefined;
  asking: boolean;
  /** Whether the order was opened in the app in which it is looked at. */
  here: boolean;
}

/** What is true of an order by what the server knows; the phone's own word only chooses how the open end is told. */
export function outcomeOf(order: PaymentOrder, { told, asking, here }: Circumstance): Outcome {
  const { state, late, fen, refundedFen, title } = order;
  const service = paymentProviders[order.provider];
  if (late === 'refunded') return { sign: 'off', title: '已原路退回', text: `${lateOutcomes.refunded}。退款由${service}退到付款时用的账户。` };
  if (late === 'kept') return { sign: 'good', title: '已支付', text: `${lateOutcomes.kept}，不需要再付。` };
  switch (state) {
    case 'paid':
      if (refundedFen === 0) return { sign: 'good', title: '支付成功', text: `已记入“${title}”。票据开具后显示在下面。` };
      if (refundedFen === fen) return { sign: 'off', title: '已全部退款', text: '款项已原路退回。' };
      return { sign: 'good', title: '支付成功，部分退款', text: `已原路退回${yuanOf(refundedFen)}。` };
    case 'closed':
      return { sign: 'off', title: '订单已关闭', text: '这张订单没有付款，不能再支付。需要时可以重新支付。' };
    case 'failed':
      return { sign: 'off', title: '下单没有成功', text: '没有扣款。可以重新支付，或改用银行转账。' };
    default:
      return { sign: 'wait', ...openEnd(order, { told, asking, here }) };
  }
}

function openEnd({ provider, state, expiresAt }: PaymentOrder, { told, asking, here }: Circumstance): Pick<Outcome, 'title' | 'text'> {
  const service = paymentProviders[provider];
  const until = `订单保留到${momentText(expiresAt)}`;
  if (asking) return { title: '正在确认结果', text: `正在向${service}查询这笔款项，请稍候。` };
  if (told === 'done' || told === 'unclear')
    return { title: '还没有确认到账', text: `${service}还没有确认收到这笔款项。如果已经扣款，稍后会自动记录，同一张订单不会扣两次；如果没有付，可以继续支付。` };
  if (state === 'opening') return { title: '正在下单', text: `还没有得到${service}的答复，没有扣款。请稍后再看。` };
  if (!here) return { title: '等待支付', text: `这张订单是在${hosts[provider]}里下的，请到那里支付，或先取消它。${until}。` };
  if (told === 'failed') return { title: '付款没有成功', text: `${service}没有扣款。可以继续支付，或改用银行转账。${until}。` };
  return { title: told === 'cancelled' ? '没有付款' : '等待支付', text: `${until}，到时没有付的自动关闭。可以继续支付，也可以取消。` };
}
