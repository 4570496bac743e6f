import { call } from '../../api';

/** A failure of the browser's part, in Chinese and ready to show. */
export class PasskeyError extends Error {
  override name = 'PasskeyError';
}

/** Why passkeys cannot work at this address or in this browser; undefined where they can. */
export function passkeyObstacle(): string | undefined {
  const { hostname } = window.location;
  if (/^[\d.]+$|:/.test(hostname)) return `通行密钥只认网站域名，不认 IP 地址：现在打开的是 ${hostname}，请改用正式网址。`;
  if (!window.isSecureContext) return '通行密钥只能在 https 网址上使用，请改用正式网址。';
  if (!('PublicKeyCredential' in window)) return '这个浏览器不支持通行密钥，请换用新版 Chrome、Edge 或 Safari。';
  return undefined;
}

const reasons: Record<string, string> = {
  NotAllowedError: '没有完成验证，或等待超时，请再试一次。',
  AbortError: '已取消。',
  InvalidStateError: '这把通行密钥已经登记过。',
  SecurityError: '这个网址不能使用通行密钥，请改用正式网址。',
};

async function inBrowser<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    throw new PasskeyError(reasons[(error as Error).name] ?? '这台设备没有给出通行密钥，请再试一次或换一台设备。');
  }
}

/** The page loads the library only when somebody uses a passkey. */
const library = () => import('@simplewebauthn/browser');

/** 用通行密钥登录. Throws ApiError or PasskeyError. */
export async function logInByPasskey() {
  const { startAuthentication } = await library();
  const { options } = await call('POST /passkey-challenges');
  const assertion = await inBrowser(() => startAuthentication({ optionsJSON: options }));
  return call('POST /passkey-sessions', { body: { assertion: { ...assertion, type: 'public-key', clientExtensionResults: {} } } });
}

/** 再次验证身份. Throws ApiError or PasskeyError. */
export async function stepUpByPasskey() {
  const { startAuthentication } = await library();
  const { options } = await call('POST /staff-sessions/current/passkey-challenges');
  const assertion = await inBrowser(() => startAuthentication({ optionsJSON: options }));
  return call('POST /staff-sessions/current/step-up', {
    body: { assertion: { ...assertion, type: 'public-key', clientExtensionResults: {} } },
  });
}

/** 登记通行密钥. Throws ApiError or PasskeyError. */
export async function registerPasskey(name: string) {
  const { startRegistration } = await library();
  const { options } = await call('POST /staff-account/passkey-challenges');
  const optionsJSON = options as unknown as Parameters<typeof startRegistration>[0]['optionsJSON'];
  const attestation = await inBrowser(() => startRegistration({ optionsJSON }));
  return call('POST /staff-account/passkeys', {
    body: { name, attestation: { ...attestation, type: 'public-key', clientExtensionResults: {} } },
  });
}
