import Taro from '@tarojs/taro';

/** Every page by its name. */
export const routes = {
  start: '/pages/start/index',
  home: '/pages/home/index',
  deals: '/pages/deals/index',
  certificate: '/pages/certificate/index',
  me: '/pages/me/index',
  claim: '/domains/identity/claim/index',
  acceptance: '/domains/identity/acceptance/index',
  verification: '/domains/identity/verification/index',
  consents: '/domains/identity/consents/index',
  sessions: '/domains/identity/sessions/index',
  company: '/domains/registry/company/index',
  person: '/domains/registry/person/index',
  requests: '/domains/registry/requests/index',
  requestForm: '/domains/registry/request-form/index',
  request: '/domains/registry/request/index',
  messages: '/domains/notices/messages/index',
  problems: '/domains/inspections/problems/index',
  problem: '/domains/inspections/problem/index',
  retake: '/domains/inspections/retake/index',
  points: '/domains/discipline/points/index',
  violations: '/domains/discipline/violations/index',
  violation: '/domains/discipline/violation/index',
  courses: '/domains/discipline/courses/index',
  course: '/domains/discipline/course/index',
  quiz: '/domains/discipline/quiz/index',
  scoreCard: '/domains/discipline/score-card/index',
  ruleBook: '/domains/discipline/rule-book/index',
  membership: '/domains/members/membership/index',
  payables: '/domains/payments/payables/index',
  cashier: '/domains/payments/cashier/index',
  orders: '/domains/payments/orders/index',
  order: '/domains/payments/order/index',
  bills: '/domains/billing/bills/index',
  bill: '/domains/billing/bill/index',
  billLine: '/domains/billing/line/index',
  fees: '/domains/billing/fees/index',
  bulletins: '/domains/statistics/bulletins/index',
  bulletin: '/domains/statistics/bulletin/index',
  figures: '/domains/statistics/figures/index',
  dealForm: '/domains/transactions/deal-form/index',
  checklist: '/domains/transactions/checklist/index',
  camera: '/domains/transactions/camera/index',
  detail: '/domains/transactions/detail/index',
  voucher: '/domains/transactions/voucher/index',
} as const;

const tabs: readonly string[] = [routes.home, routes.deals, routes.certificate, routes.me];

/** Opens a page over the present one; a tab is switched to. */
export function open(route: string, query: Record<string, string> = {}): void {
  if (tabs.includes(route)) void Taro.switchTab({ url: route });
  else void Taro.navigateTo({ url: pathOf(route, query) });
}

/** Puts a page in the place of the present one, so that “back” skips it. */
export function replaceBy(route: string, query: Record<string, string> = {}): void {
  if (tabs.includes(route)) void Taro.switchTab({ url: route });
  else void Taro.redirectTo({ url: pathOf(route, query) });
}

/** One page back, or home where there is none. */
export function back(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.switchTab({ url: routes.home });
}

/** A page's path with its query, as the hosts and their share cards write it. */
export function pathOf(route: string, query: Record<string, string>): string {
  const text = Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return text ? `${route}?${text}` : route;
}
