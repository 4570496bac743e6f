import { createPrivateKey } from 'node:crypto';
import { AlipayRequestError, AlipaySdk } from 'alipay-sdk';
import { ProviderError } from './provider-error';

/** One application at Alipay's open platform. */
export interface AlipayConfig {
  appId: string;
  /** The application's private key: PEM of PKCS#8 or PKCS#1, or the bare base64 of PKCS#8 that Alipay's key tool makes. */
  privateKey: string;
  /** 公钥模式: Alipay's public key for this application, PEM. Absent in the certificate mode. */
  publicKey?: string;
  /** 证书模式. Absent in the public key mode. */
  certificates?: AlipayCertificates;
  /** V2, ends in `/gateway.do`. */
  gateway: string;
  /** V3, an origin. */
  endpoint: string;
}

/** The three certificates that Alipay gives for an application, PEM; the platform's changes every few years, and then has to be replaced here. */
export interface AlipayCertificates {
  application: string;
  platform: string;
  root: string;
}

/**
 * Calls whose every failure is a ProviderError and whose every answer was signed by Alipay; still to be parsed.
 * The SDK silently asks once more where a connection breaks, so what is called here must bear being called twice.
 */
export interface AlipayClient {
  /** V2 gateway method; a refusal by Alipay is thrown as `rejected` with its sub_code. */
  exec(method: string, params: Record<string, string>): Promise<unknown>;
  /** V3 resource. */
  curl(
    method: 'GET' | 'POST',
    path: string,
    content: { query?: Record<string, string>; body?: object },
  ): Promise<unknown>;
  /** Whether Alipay signed this notification, and with RSA2: nothing that is sent to us makes it throw. */
  isGenuineNotice(notice: Record<string, string>): boolean;
}

export function createAlipayClient(config: AlipayConfig, timeoutMs: number): AlipayClient {
  const sdk = new VerifyingAlipaySdk({
    appId: config.appId,
    privateKey: pkcs8Of(config.privateKey),
    keyType: 'PKCS8',
    ...keysOf(config),
    gateway: config.gateway,
    endpoint: config.endpoint,
    timeout: timeoutMs,
  });
  return {
    async exec(method, params) {
      try {
        const answer: unknown = await sdk.exec(method, params, { validateSign: true });
        refuseFailure(answer);
        return answer;
      } catch (error) {
        throw providerError(error, method);
      }
    },
    async curl(method, path, content) {
      try {
        return (await sdk.curl<unknown>(method, path, content)).data;
      } catch (error) {
        throw providerError(error, path.split('/').slice(-3).join('/'));
      }
    },
    isGenuineNotice(notice) {
      // The SDK would also take RSA with SHA-1, and throws for a type that it does not know.
      if (notice.sign_type !== 'RSA2') return false;
      try {
        return sdk.checkNotifySignV2(notice);
      } catch {
        return false;
      }
    },
  };
}

/** The SDK takes any key for the type that it is told, and fails at the first signature. */
function pkcs8Of(privateKey: string): string {
  const pem = privateKey.includes('-----BEGIN') ? privateKey : `-----BEGIN PRIVATE KEY-----\n${privateKey}\n-----END PRIVATE KEY-----`;
  return createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString();
}

function keysOf({ publicKey, certificates }: AlipayConfig) {
  if (!certificates) return publicKey === undefined ? {} : { alipayPublicKey: publicKey };
  const { application, platform, root } = certificates;
  return { appCertContent: application, alipayPublicCertContent: platform, alipayRootCertContent: root };
}

const untrusted = 'untrusted-answer';

/**
 * The SDK's own check dies with a TypeError on an answer without a signature, and looks for the wrong text in an
 * `error_response`: both hide what Alipay said. A refusal is believed unsigned, since it can only refuse.
 */
class VerifyingAlipaySdk extends AlipaySdk {
  override checkResponseSign(raw: string, responseKey: string, signature: string | undefined, traceId: string): void {
    const refusal = (JSON.parse(raw) as { error_response?: { code?: string; sub_code?: string } }).error_response;
    if (refusal)
      throw new AlipayRequestError('refused', {
        code: refusal.sub_code ?? refusal.code ?? 'error_response',
        responseHttpStatus: 400,
      });
    if (!signature) throw new AlipayRequestError('unsigned', { code: untrusted });
    try {
      super.checkResponseSign(raw, responseKey, signature, traceId);
    } catch {
      throw new AlipayRequestError('wrongly signed', { code: untrusted });
    }
  }
}

/** V2 returns business failures as data: a `code` other than 10000. */
function refuseFailure(answer: unknown) {
  const { code, subCode } = answer as { code?: string; subCode?: string };
  if (code && code !== '10000')
    throw new AlipayRequestError('refused', { code: subCode ?? code, responseHttpStatus: 400 });
}

const untrustedCodes = [untrusted, 'response-signature-verify-error', 'response-alipay-sn-verify-error'];
const overloadedCodes = ['isp.unknow-error', 'isp.unknown-error', 'aop.unknow-error', 'SYSTEM_ERROR', 'ACQ.SYSTEM_ERROR', 'AOP.SYSTEM_ERROR'];

/** Everything that the SDK can throw, as one of the four failures. */
function providerError(error: unknown, operation: string): ProviderError {
  const failed = (kind: ProviderError['kind'], code?: unknown) => new ProviderError(kind, 'alipay', operation, code);
  const { name, code } = error as { name?: string; code?: string };
  // A proxy's page instead of JSON, with any status.
  if (name === 'SyntaxError') return failed('unavailable', 'not-json');
  // V3: the success had no signature header, and node:crypto was handed undefined.
  if (code === 'ERR_INVALID_ARG_TYPE') return failed('untrusted_answer', 'unsigned');
  if (!(error instanceof AlipayRequestError)) throw error;
  if (error.code && untrustedCodes.includes(error.code)) return failed('untrusted_answer', error.code);
  const cause = error.cause as { name?: string; code?: string } | undefined;
  if (/timeout/i.test(`${cause?.name} ${cause?.code}`)) return failed('timeout', cause?.code ?? cause?.name);
  const status = error.responseHttpStatus;
  if (error.code && overloadedCodes.includes(error.code)) return failed('unavailable', error.code);
  if (status && status >= 400 && status < 500) return failed(status === 429 ? 'unavailable' : 'rejected', error.code);
  return failed('unavailable', error.code ?? cause?.code ?? cause?.name);
}
