import { ProviderError } from '../../../adapters/provider-error';

/** One object that cannot be copied or compared, while both stores answer. */
export class ObjectTrouble extends Error {
  constructor(
    readonly key: string,
    readonly reason: ProviderError,
  ) {
    super(`${key}: ${reason.message}`);
  }
}

/** Does something with one object; what a store says of it, and not of itself, is passed on with its key. @throws ObjectTrouble */
export async function withObject<T>(key: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isAnswered(error) ? new ObjectTrouble(key, error) : error;
  }
}

/** The store did answer: to ask again will not help. */
const isAnswered = (error: unknown): error is ProviderError => error instanceof ProviderError && (error.kind === 'rejected' || error.kind === 'untrusted_answer');

const sentences: Record<string, string> = {
  'wrong-crc64': '在存储中已经损坏，内容与存储自己的校验值不符，请从备份恢复它',
  'bad-key': '的名称不能作为硬盘上的文件名，请改名或移走它',
  differs: '复制后读回来与原文件不同，请检查新存储',
  foreign: '不是本系统的文件，搬迁没有动它，请把它移出新存储',
};

/** Why a move waits, in at most 300 characters, with what is to be done. */
export function failureSentence(error: ObjectTrouble | ProviderError, waitSeconds: number): string {
  const goesOn = `业务照常；每${waitSeconds}秒再试一次。`;
  if (error instanceof ObjectTrouble) {
    const { key, reason } = error;
    return `文件 ${key.length > 160 ? `${key.slice(0, 60)}…${key.slice(-90)}` : key} ${sentences[reason.providerCode ?? ''] ?? `被存储拒绝（${reason.providerCode ?? reason.kind}），请检查权限`}。搬迁停在这里，${goesOn}`;
  }
  const code = error.providerCode ?? error.kind;
  return isAnswered(error) || code === 'EACCES' || code === 'EPERM' ? `存储拒绝了搬迁的请求（${code}），请检查权限。${goesOn}` : `存储没有应答（${code}），搬迁在等待，${goesOn}`;
}
