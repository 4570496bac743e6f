import type { AnswerOf } from '@yongche/contract';
import { routes } from '@/routes';

export type Message = AnswerOf<'GET /messages'>['items'][number];

/** Where a message leads: its page, and what the button says. */
export interface Place {
  route: string;
  query: Record<string, string>;
  text: string;
}

const places: Record<string, Omit<Place, 'query'>> = {
  company: { route: routes.company, text: '打开我的企业' },
  certificate: { route: routes.certificate, text: '查看代理证' },
  requests: { route: routes.requests, text: '查看登记申请' },
};

/** The page that a link names, such as `company` or `request:<id>`; undefined for one that leads nowhere on a phone. */
export function placeOfLink(link: string | null): Place | undefined {
  const [name = '', id] = (link ?? '').split(':');
  if (name === 'request' && id) return { route: routes.request, query: { id }, text: '查看这项申请' };
  const place = places[name];
  return place && { ...place, query: {} };
}
