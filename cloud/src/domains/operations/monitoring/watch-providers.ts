import type { outsideServices, providerFailures } from '@yongche/contract';
import type { Adapters } from '../../../adapters';
import type { GroupAnswer } from '../../../adapters/group-notifier/group-notifier';
import { ProviderError } from '../../../adapters/provider-error';
import { CallbackUntrusted } from '../../../adapters/storage/storage';
import { inCall } from '../../../tracing';

type Service = keyof typeof outsideServices;
type Failure = keyof typeof providerFailures;

/** Hears how a call to an outside service ended. A service that understood and refused is there, but says nothing of how it is: that is not passed on. */
export type OnCall = (service: Service, failure: Failure | null) => void;

/** The same adapters, each call to an outside service overheard. What reads pictures on this machine is no outside service. */
export function watchProviders(adapters: Adapters, onCall: OnCall): Adapters {
  const watch = <T extends object>(service: Service, adapter: T): T => overhear(adapter, service, (outcome) => tell(service, outcome));
  const tell = (service: Service, { error, answer }: Outcome) => {
    if (error === undefined) return isSilent(answer) ? undefined : onCall(service, isUnknown(answer) ? 'unavailable' : null);
    if (error instanceof ProviderError && error.kind !== 'rejected') onCall(service, error.kind);
  };
  const { login, faceVerifier, storage, ocr, timestamps, payments, subscriptions, groups, shipping, miniProgramCodes } = adapters;
  return {
    login: { wechat: watch('wechat', login.wechat), alipay: watch('alipay', login.alipay) },
    faceVerifier: watch('alipay', faceVerifier),
    storage: watch('oss', storage),
    ocr: ocr.onThisMachine ? ocr : watch('ocr', ocr),
    timestamps: timestamps && watch('tsa', timestamps),
    payments: watchPayments(payments, watch),
    subscriptions: watch('wechat', subscriptions),
    groups: { manual: groups.manual, wecomWebhook: watch('groups', groups.wecomWebhook), wecomGroupTask: watch('groups', groups.wecomGroupTask), dingtalk: watch('groups', groups.dingtalk) },
    shipping: watch('wechat', shipping),
    miniProgramCodes: watch('wechat', miniProgramCodes),
  };
}

function watchPayments(payments: Adapters['payments'], watch: <T extends object>(service: Service, adapter: T) => T): Adapters['payments'] {
  const funds = Object.entries(payments).map(([fund, channels]) => [
    fund,
    Object.fromEntries(Object.entries(channels as Record<string, { provider: 'wechat' | 'alipay' } | undefined>).map(([provider, channel]) => [provider, channel && watch(channel.provider === 'wechat' ? 'wechat-pay' : 'alipay', channel)])),
  ]);
  return Object.fromEntries(funds) as Adapters['payments'];
}

interface Outcome {
  error?: unknown;
  answer?: unknown;
}

/** Every method that asks somebody answers with a promise; the others ask nobody. */
function overhear<T extends object>(adapter: T, service: Service, hear: (outcome: Outcome) => void): T {
  return new Proxy(adapter, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        const answer: unknown = Reflect.apply(value, target, given);
        if (!(answer instanceof Promise) || quiet.has(String(name))) return answer;
        inCall(service, String(name), () => answer as Promise<unknown>).catch(() => undefined);
        answer.then((result: unknown) => hear({ answer: result }), (error: unknown) => error instanceof CallbackUntrusted || hear({ error }));
        return answer;
      };
    },
  });
}

/** They ask nobody: closing, signing an address, and reading what somebody else sent us. */
const quiet = new Set(['close', 'downloadAddress', 'verifyCallback', 'readNotice']);

/** Robots and messages do not throw: they answer. One that did not go out says nothing of the service. */
const isSilent = (answer: unknown) => answer === 'not_subscribed' || answer === 'not_configured' || (answer as Partial<GroupAnswer> | null | undefined)?.state === 'failed';
const isUnknown = (answer: unknown) => (answer as Partial<GroupAnswer> | null | undefined)?.state === 'unknown';
