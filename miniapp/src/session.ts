import Taro from '@tarojs/taro';
import type { AnswerOf } from '@yongche/contract';
import { call, token, whenLoggedOut } from './api';
import { host, loginCode } from './platform';
import { forget, recall, remember } from './storage';
import { createStore, useStore } from './store';
import { routes } from './routes';

export type Account = AnswerOf<'GET /account'>;

const account = createStore<Account | undefined>(undefined);

/** The account that is logged in, as last told by the server. */
export const useAccount = () => useStore(account);
export const isLoggedIn = () => token.get() !== undefined;

/** Takes up the session that the phone kept; call it once when the app starts. */
export function resumeSession(): void {
  token.set(recall<string>('token'));
  account.set(recall<Account>('account'));
  whenLoggedOut(() => {
    endLocally();
    void Taro.reLaunch({ url: routes.start });
  });
}

/** Logs in by the host's one-time code. @throws ApiError, or the host's refusal */
export async function openSession(serviceNoticeVersion: string): Promise<Account> {
  const code = await loginCode();
  const opened = await call('POST /sessions', { body: { host: host(), code, serviceNoticeVersion } });
  token.set(opened.token);
  remember('token', opened.token);
  return keepAccount(opened.account);
}

/** Keeps what the server says of the account now. */
export function keepAccount(next: Account): Account {
  account.set(next);
  remember('account', next);
  return next;
}

export async function refreshAccount(): Promise<Account> {
  return keepAccount(await call('GET /account', {}));
}

/** Logs out here and on the server; here even where the server cannot be reached. */
async function closeSession(): Promise<void> {
  await call('DELETE /sessions/current', {}).catch(() => undefined);
  endLocally();
}

/** Logs out and begins anew. */
export async function leave(): Promise<void> {
  await closeSession();
  await Taro.reLaunch({ url: routes.start });
}

function endLocally(): void {
  token.set(undefined);
  account.set(undefined);
  forget('token');
  forget('account');
}

const pagesOfSteps: Record<Account['nextStep'], string> = {
  identity: routes.claim,
  acceptance: routes.acceptance,
  verification: routes.verification,
  ready: routes.home,
  blocked: routes.home,
  no_certificate: routes.home,
};

/** The page for what the account owes next. */
export const routeOfNextStep = ({ nextStep }: Account): string => pagesOfSteps[nextStep];
