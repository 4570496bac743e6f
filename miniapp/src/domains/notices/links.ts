import type { AnswerOf } from '@yongche/contract';
import { routes } from '@/routes';

export type Message = AnswerOf<'GET /messages'>['items'][number];

/** Where a message leads: its page, and what the button says. */
export interface Place {
  route: string;
  query: Record<string, string>;
  text: string;
}

/** Places that exist once for everybody. */
const places: Record<string, Omit<Place, 'query'>> = {
  company: { route: routes.company, text: '打开我的企业' },
  certificate: { route: routes.certificate, text: '查看代理证' },
  requests: { route: routes.requests, text: '查看登记申请' },
  membership: { route: routes.membership, text: '查看我的会籍' },
};

/** Places of one thing each, named with its id; a place that serves several kinds is told which. */
const things: Record<string, Omit<Place, 'query'> & { kind?: string }> = {
  request: { route: routes.request, text: '查看这项申请' },
  problem: { route: routes.problem, text: '打开问题单' },
  violation: { route: routes.violation, text: '查看依据和处理' },
  due: { route: routes.cashier, text: '查看并缴费', kind: 'due' },
  bill: { route: routes.bill, text: '查看账单' },
  bulletin: { route: routes.bulletin, text: '打开月度通报' },
  payment_order: { route: routes.order, text: '查看支付订单' },
};

/**
 * The page that a message's link names, such as `company` or `request:<id>`; undefined for one that leads nowhere on a phone.
 * `discipline` is the reader's own points, or those of the company to which the message went.
 */
export function placeOfLink({ link, to }: Pick<Message, 'link' | 'to'>): Place | undefined {
  const [name = '', id] = (link ?? '').split(':');
  if (name === 'discipline')
    return { route: routes.points, query: to === 'company' ? { of: 'company' } : {}, text: '查看扣分与申诉' };
  const thing = id ? things[name] : undefined;
  if (thing && id) {
    const { kind, ...place } = thing;
    return { ...place, query: kind ? { kind, id } : { id } };
  }
  const place = places[name];
  return place && { ...place, query: {} };
}
