import type { LifecycleRule } from '../../../adapters/storage/lifecycle';
import { type StorageClass, storageClassTable, unfinishedDays } from './storage-classes';

/** Our rules are known by this; whatever else stands in the bucket belongs to others and is left alone. */
const ownIds = 'yongche-';
export const isOurs = ({ id }: Pick<LifecycleRule, 'id'>): boolean => id.startsWith(ownIds);

const ossNames = { standard: undefined, ia: 'IA', archive: 'Archive' } as const;

/** The bucket's rules that the table of storage classes asks for: one a prefix and cheaper tier, and one that throws away unfinished uploads. */
export function wantedRules(table: StorageClass[] = storageClassTable): LifecycleRule[] {
  const rules = table.flatMap(({ class: name, prefixes, lifecycle, expiresAfterDays }) =>
    prefixes.flatMap((prefix): LifecycleRule[] => {
      const id = `${ownIds}${name}-${prefix.replaceAll('/', '')}`;
      const cheaper = lifecycle.flatMap(({ tier, afterDays }): LifecycleRule[] => (ossNames[tier] ? [{ id: `${id}-${tier}`, prefix, isEnabled: true, transition: { storageClass: ossNames[tier], days: afterDays } }] : []));
      return [...cheaper, ...(expiresAfterDays ? [{ id: `${id}-end`, prefix, isEnabled: true, expiresAfterDays }] : [])];
    }),
  );
  return [...rules, { id: `${ownIds}unfinished`, prefix: '', isEnabled: true, abortsAfterDays: unfinishedDays }];
}

/** What stands between the rules in force and those of the table. */
export interface Differences {
  missing: LifecycleRule[];
  /** In force under one of our ids, and not, or not so, in the table. */
  strange: LifecycleRule[];
}

export function differencesOf(inForce: LifecycleRule[], wanted: LifecycleRule[]): Differences {
  const known = new Set(inForce.map(textOf));
  const asked = new Set(wanted.map(textOf));
  return { missing: wanted.filter((rule) => !known.has(textOf(rule))), strange: inForce.filter((rule) => isOurs(rule) && !asked.has(textOf(rule))) };
}

const textOf = ({ id, prefix, isEnabled, transition, expiresAfterDays, abortsAfterDays }: LifecycleRule) => JSON.stringify([id, prefix, isEnabled, transition?.storageClass, transition?.days, expiresAfterDays, abortsAfterDays]);

/** A rule in words, such as 90天后转低频 after its prefix. */
export function ruleWords({ prefix, isEnabled, transition, expiresAfterDays, abortsAfterDays }: LifecycleRule): string {
  const tiers: Record<string, string> = { IA: '低频', Archive: '归档' };
  const said = [
    transition && `${transition.days}天后转${tiers[transition.storageClass] ?? transition.storageClass}`,
    expiresAfterDays && `${expiresAfterDays}天后由存储删除`,
    abortsAfterDays && `没有传完的分片${abortsAfterDays}天后删除`,
  ];
  return `${prefix || '全部'}　${said.filter(Boolean).join('，')}${isEnabled ? '' : '（已停用）'}`;
}
