export type Provider = 'alipay' | 'wechat' | 'wechat-pay' | 'oss' | 'disk' | 'kms' | 'tsa' | 'ocr';

/**
 * How an outside service can fail us, closed:
 * `timeout` no answer in time · `unavailable` unreachable, broken or overloaded: trying again may help ·
 * `rejected` it understood and refused: trying again will not help ·
 * `untrusted_answer` an answer that is unsigned, wrongly signed, damaged or not of the agreed shape, and was thrown away.
 */
export type ProviderFailure = 'timeout' | 'unavailable' | 'rejected' | 'untrusted_answer';

/**
 * A failed call to an outside service. The message is for the log: it names operation and code, never a request, an answer,
 * a key or a person, and there is no `cause`, for the SDKs put all of these into their errors.
 */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  /** The provider's or the system's own code, such as `isv.invalid-app-id` or `ECONNREFUSED`. */
  readonly providerCode: string | undefined;

  constructor(
    readonly kind: ProviderFailure,
    readonly provider: Provider,
    readonly operation: string,
    providerCode?: unknown,
  ) {
    const code = plainCode(providerCode);
    super(`${provider} ${operation}: ${kind}${code ? ` (${code})` : ''}`);
    this.providerCode = code;
  }
}

/** A code goes into logs as it is; anything else that came in its place does not. */
const plainCode = (code: unknown): string | undefined =>
  /^[\w.-]{1,80}$/.test(String(code ?? '')) ? String(code) : undefined;
