import { minuteOf } from '../../../components/moments';

/** What a rejected act of the store says: `message` is Chinese and ready to show. */
export class KeepingTrouble extends Error {
  override name = 'KeepingTrouble';
}

/** Below so many bytes the operator is warned. */
const enoughSpace = 500 * 1024 * 1024;

/** The sentence for whatever kept the store from working. */
export function troubleOf(error: unknown): KeepingTrouble {
  if (error instanceof KeepingTrouble) return error;
  return new KeepingTrouble(sentenceFor((error as { name?: unknown } | null)?.name), { cause: error });
}

function sentenceFor(name: unknown): string {
  if (name === 'QuotaExceededError') return '这台电脑的硬盘空间不够，刚才的内容没有保存。请先让照片传完，或清理硬盘（至少留出500MB），再重做刚才这一步。';
  if (name === 'VersionError') return '本机的资料由更新的页面保存，这个页面打不开。请刷新页面后继续。';
  if (typeof indexedDB === 'undefined' || typeof crypto === 'undefined' || !crypto.subtle) {
    return '这个浏览器不能在本机安全保存资料。请用普通窗口（不要用无痕窗口）打开本系统的 https 地址。';
  }
  return '浏览器没能在本机保存或读出资料，可能是无痕窗口，或本机数据库已损坏。请用普通窗口打开；仍不行请重启电脑，再联系市场负责人。';
}

/** Records that did not open, told by serial or time; the rest goes on. */
export function unreadableSentence(records: { serial: string | null; begunAt: string }[]): string | null {
  if (records.length === 0) return null;
  const names = records.slice(0, 3).map(({ serial, begunAt }) => (serial ? `流水号 ${serial}` : `${minuteOf(begunAt)} 开始的一笔`));
  const more = records.length > 3 ? '等' : '';
  return `本机有${records.length}笔交易的记录已损坏，打不开（${names.join('、')}${more}），其余不受影响。请按流水号查看是否已经办完，没有办完的请重新采集，并告知市场负责人。`;
}

/** Null while there is room; otherwise what to do. */
export async function spaceSentence(): Promise<string | null> {
  const { quota, usage } = (await globalThis.navigator?.storage?.estimate?.().catch(() => undefined)) ?? {};
  if (quota === undefined || usage === undefined || quota - usage >= enoughSpace) return null;
  const left = Math.max(0, Math.floor((quota - usage) / 1024 / 1024));
  return `这台电脑可用的空间只剩约${left}MB（应有500MB以上）。请等照片传完，或清理硬盘后再继续采集。`;
}
