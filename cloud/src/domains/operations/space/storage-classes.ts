import type { storageClasses, storageTiers } from '@yongche/contract';
import { keptYears } from '../../privacy/keeping-period';
import { cancelledDays } from '../disposals/due-deals';

export type StorageClassName = keyof typeof storageClasses;

/** What is kept in the storage, for how long, and what becomes of it meanwhile. The one table from which pages, figures and the bucket's rules are made. */
export interface StorageClass {
  class: StorageClassName;
  /** Where it lies; small pictures lie among the pictures and are told apart by their names. */
  prefixes: string[];
  /** 留存: years; null where the thing itself says when it ends. */
  keptYears: number | null;
  /** 留存 in one sentence. */
  keptSentence: string;
  /** 生命周期: after how many days it becomes cheaper. */
  lifecycle: { tier: keyof typeof storageTiers; afterDays: number }[];
  /** The storage itself removes what is older than so many days, should our own sweep ever fail to; only where nothing is lost by it. */
  expiresAfterDays?: number;
  /** Why it is kept so long, and why it lies where it lies: law or rule, and who reads it. */
  reason: string;
}

const standard = [{ tier: 'standard' as const, afterDays: 0 }];

/**
 * 留存与生命周期. Nothing becomes 归档: an archived object has to be thawed before it can be read, and all of this the server reads by itself
 * or shows at once. 低频 costs 0.08 yuan a GB and month instead of 0.12 (prices of 2024), but 0.0325 for each GB that is read and ten times as much a request:
 * it is cheaper only for what is read less than about once a month, and never for objects under 64 KB, which are billed as 64 KB.
 */
export const storageClassTable: StorageClass[] = [
  {
    class: 'pictures',
    prefixes: ['transactions/'],
    keptYears,
    keptSentence: `交易完成后保存${keptYears}年，期满经两人办理后销毁；取消的交易${cancelledDays}天后删除`,
    lifecycle: standard,
    reason: '个人信息保护法第十九条、网络数据安全管理条例第二十一条：保存期限为实现目的所必需的最短时间；二手车交易档案至少保存三年，告知事项承诺三年。每夜逐张读出核对，低频的取回费一个月就超过它省下的存储费，所以留在标准；归档须先解冻，夜间核对和证据包都读不了。',
  },
  {
    class: 'thumbnails',
    prefixes: [],
    keptYears,
    keptSentence: '与原图同时销毁',
    lifecycle: standard,
    reason: '随原图。每张只有十几KB，低频按64KB计费反而更贵。',
  },
  {
    class: 'papers',
    prefixes: ['register/'],
    keptYears,
    keptSentence: `代理证注销后保存${keptYears}年，当事人申请删除时销毁密钥`,
    lifecycle: [...standard, { tier: 'ia', afterDays: 90 }],
    reason: '告知事项：代理证注销三年后删除。办结以后极少查看，查看时须立即打开，所以90天后转低频，不转归档。',
  },
  {
    class: 'evidence',
    prefixes: ['audit/', 'evidence/'],
    keptYears: null,
    keptSentence: '与日志同在，不删除',
    lifecycle: standard,
    reason: '电子签名法第六条、第八条：存证须能证明生成后没有被改动，签名检查点不含个人信息，与日志同存；审计日志至少三年。每夜读出核对，文件很小。',
  },
  {
    class: 'market_backups',
    prefixes: ['backups/'],
    keptYears: null,
    keptSentence: '做好后保存7天，供市场下载',
    lifecycle: standard,
    expiresAfterDays: 10,
    reason: '只是给市场取走的副本，随时可以再做；7天后由系统删除，10天后由存储兜底。低频最短按30天计费，不合算。',
  },
  {
    class: 'notices',
    prefixes: ['bulletins/', 'bulletin-codes/'],
    keptYears: null,
    keptSentence: '与通报同在',
    lifecycle: standard,
    reason: '通报图片和小程序码不含个人信息，随时要显示，很小。',
  },
  {
    class: 'incoming',
    prefixes: ['incoming/'],
    keptYears: null,
    keptSentence: '收讫后立即删除，未收讫的几分钟内清理',
    lifecycle: standard,
    expiresAfterDays: 7,
    reason: '手机直传的明文原件，收讫即加密转存并删除。系统停机时也不许明文久留，7天后由存储兜底删除。',
  },
];

/** Parts of uploads that were begun and never finished go after so many days. */
export const unfinishedDays = 7;
