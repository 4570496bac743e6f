import type OSS from 'ali-oss';

/** 生命周期规则: what becomes of objects below a prefix, so many days after they were written. */
export interface LifecycleRule {
  id: string;
  prefix: string;
  isEnabled: boolean;
  /** Becomes cheaper, and slower or dearer to read. */
  transition?: { storageClass: string; days: number };
  /** Is removed. */
  expiresAfterDays?: number;
  /** Parts of an upload that was never finished are removed. */
  abortsAfterDays?: number;
}

/** The rules that a bucket itself follows. */
export interface BucketLifecycle {
  /** All of them; those that say more than ours can are given as `foreign`, in the store's own form. */
  read(): Promise<{ rules: LifecycleRule[]; foreign: unknown[] }>;
  /** Puts these rules, and the foreign ones of other names as they were read, in the place of all there are. */
  write(rules: LifecycleRule[], foreign: unknown[]): Promise<void>;
}

/** A rule as ali-oss reads and writes it; its types know only what there was in 2016. */
interface OssRule {
  id?: string;
  prefix?: string;
  status: 'Enabled' | 'Disabled';
  transition?: { days?: string | number; storageClass: string };
  expiration?: { days?: string | number };
  abortMultipartUpload?: { days?: string | number };
}

/** 存储桶的生命周期规则 through OSS's own interface; `throwAs` turns what the SDK throws into ours. */
export function bucketLifecycle(client: OSS, bucket: string, throwAs: (operation: string) => (error: unknown) => never): BucketLifecycle {
  return {
    async read() {
      const { rules } = await client.getBucketLifecycle(bucket).catch((error: unknown) => {
        if ((error as { code?: string }).code === 'NoSuchLifecycle') return { rules: [] };
        return throwAs('get-lifecycle')(error);
      });
      const all = (rules ?? []) as unknown as OssRule[];
      const known = all.map((rule) => ({ rule, ours: ruleOf(rule) }));
      return { rules: known.flatMap(({ ours }) => ours ?? []), foreign: known.filter(({ ours }) => !ours).map(({ rule }) => rule) };
    },
    async write(rules, foreign) {
      const named = new Set(rules.map(({ id }) => id));
      const others = (foreign as OssRule[]).filter(({ id }) => id === undefined || !named.has(id));
      // Copies: ali-oss writes into what it is given.
      const all = [...rules.map(ossRuleOf), ...others.map((rule) => ({ ...rule }))];
      await client.putBucketLifecycle(bucket, all as unknown as OSS.LifecycleRule[]).catch(throwAs('put-lifecycle'));
    },
  };
}

/** All that a rule of ours says, and what each of its actions says. */
const understood: Record<string, string[]> = { id: [], prefix: [], status: [], transition: ['days', 'storageClass'], expiration: ['days'], abortMultipartUpload: ['days'] };
type Action = 'transition' | 'expiration' | 'abortMultipartUpload';

/** Whether an action says how many days, and nothing that would be lost when it is written again, such as 按最后访问时间. */
const isPlain = (rule: OssRule, action: Action) => rule[action] === undefined || (!Array.isArray(rule[action]) && Number(rule[action].days) > 0 && Object.keys(rule[action]).every((name) => understood[action]!.includes(name)));

/** Undefined for a rule of another kind: by date, by tag, by access, for old versions, or with several steps. */
function ruleOf(rule: OssRule): LifecycleRule | undefined {
  const { id, prefix, status, transition, expiration, abortMultipartUpload } = rule;
  const isOfOurKind = id !== undefined && Object.keys(rule).every((name) => name in understood) && (['transition', 'expiration', 'abortMultipartUpload'] as const).every((action) => isPlain(rule, action));
  if (!isOfOurKind) return undefined;
  return {
    id,
    prefix: typeof prefix === 'string' ? prefix : '',
    isEnabled: status === 'Enabled',
    ...(transition ? { transition: { storageClass: transition.storageClass, days: Number(transition.days) } } : {}),
    ...(expiration ? { expiresAfterDays: Number(expiration.days) } : {}),
    ...(abortMultipartUpload ? { abortsAfterDays: Number(abortMultipartUpload.days) } : {}),
  };
}

function ossRuleOf({ id, prefix, isEnabled, transition, expiresAfterDays, abortsAfterDays }: LifecycleRule): OssRule {
  return {
    id,
    prefix,
    status: isEnabled ? 'Enabled' : 'Disabled',
    ...(transition ? { transition: { days: transition.days, storageClass: transition.storageClass } } : {}),
    ...(expiresAfterDays ? { expiration: { days: expiresAfterDays } } : {}),
    ...(abortsAfterDays ? { abortMultipartUpload: { days: abortsAfterDays } } : {}),
  };
}
