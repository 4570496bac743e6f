import { columnMeanings, type statisticKinds } from '@yongche/contract/vocabulary';
import type { Mapping, SchemaContent } from './statistics';

/** 新项目 as it is being filled in. */
export interface NewItem {
  name: string;
  unit: string;
  kind: keyof typeof statisticKinds;
  scope: string;
  partOf: string | null;
}

/** What a clerk has chosen for a heading or a name; `choice` is an option's value, such as `growth:moved_out` or `new`. */
export interface Choice {
  choice: string | undefined;
  item: NewItem;
}

const plain = ['value', 'base_value', 'growth_value', 'item_name', 'dimension_name', 'member', 'unit'] as const;

interface Group {
  label: string;
  options: { value: string; label: string }[];
}

/** What a column may be, in groups. */
export function columnOptions({ items, dimensions }: SchemaContent): Group[] {
  const ofItems = (as: 'item' | 'base' | 'growth', suffix: string) => items.map(({ code, name }) => ({ value: `${as}:${code}`, label: `${name}${suffix}` }));
  return [
    { label: '其他', options: [{ value: 'ignore', label: columnMeanings.ignore }, { value: 'new', label: '新项目…' }] },
    { label: '项目数值', options: ofItems('item', '') },
    { label: '分组', options: dimensions.map(({ code, name }) => ({ value: `dimension:${code}`, label: `${name}名称` })) },
    { label: '一行一个项目的表', options: plain.map((as) => ({ value: as, label: columnMeanings[as] })) },
    { label: '上年同期', options: ofItems('base', ' 上年同期数') },
    { label: '同比', options: ofItems('growth', ' 同比') },
  ];
}

/** What the name of an item in a row may be. */
export const nameOptions = ({ items }: SchemaContent): Group[] => [
  { label: '其他', options: [{ value: 'ignore', label: '不读这些行' }, { value: 'new', label: '新项目…' }] },
  { label: '已有项目', options: items.map(({ code, name }) => ({ value: `item:${code}`, label: name })) },
];

/** From what a new item begins: its own name, and what most items of this office are. */
export const newItemOf = (name: string): NewItem => ({ name: name.slice(0, 30), unit: '辆次', kind: 'flow', scope: '全市·汽车', partOf: null });

/** Whether nothing is left open. */
export const isComplete = ({ choice, item }: Choice): boolean => choice !== undefined && (choice !== 'new' || [item.name, item.unit, item.scope].every((text) => text.trim() !== ''));

type ColumnMeans = Mapping['columns'][number]['means'];
type NameMeans = Mapping['names'][number]['means'];

export function columnMeans({ choice = 'ignore', item }: Choice): ColumnMeans {
  if (choice === 'new') return { as: 'new_item', item };
  const [as, code] = choice.split(':') as [string, string | undefined];
  if (as === 'dimension') return { as, dimension: code! };
  return (code === undefined ? { as } : { as, item: code }) as ColumnMeans;
}

export function nameMeans({ choice = 'ignore', item }: Choice): NameMeans {
  if (choice === 'new') return { as: 'new_item', item };
  return choice === 'ignore' ? { as: 'ignore' } : { as: 'item', item: choice.split(':')[1]! };
}
