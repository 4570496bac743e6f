import type { Tone } from '../../components/tone-tag';
import type { PageRelease, ReleaseTerminal, Standing } from './releases';

/** How a terminal stands to what it is to run, worst first. */
export const standings = { below_minimum: '低于最低版本', behind: '待更新', unseen: '还没有用过', current: '已是应用版本' } as const satisfies Record<Standing, string>;

export const standingTones: Record<Standing, Tone> = { below_minimum: 'bad', behind: 'warn', unseen: 'plain', current: 'good' };

/** What a count of terminals with this standing means. */
export const standingNotes: Record<Standing, string> = {
  below_minimum: '不受理业务，打开页面即更新',
  behind: '在两笔交易之间自动更新',
  unseen: '没有登记电脑，或还没有打开',
  current: '无需处理',
};

/** 使用范围 of a version, as a tag. */
export function scopeTag({ scope, marketIds }: Pick<PageRelease, 'scope' | 'marketIds'>, isOfOneMarket: boolean): { word: string; tone: Tone } {
  if (scope === 'all') return { word: '全部市场', tone: 'good' };
  if (scope === 'none') return { word: '未发布', tone: 'plain' };
  if (!isOfOneMarket) return { word: `${marketIds.length}个市场`, tone: 'busy' };
  return marketIds.length > 0 ? { word: '本市场先行', tone: 'busy' } : { word: '其他市场先行', tone: 'plain' };
}

/** The markets of a roll-out by name; of many only the first ones. */
export function marketsWord(marketIds: string[], names: ReadonlyMap<string, string>): string {
  const known = marketIds.map((id) => names.get(id)).filter((name) => name !== undefined);
  return known.length > 3 ? `${known.slice(0, 3).join('、')}等` : known.join('、');
}

/** Versions with which somebody has to do today: the others stand below. */
export const isCurrent = ({ isPresent, scope, terminals }: PageRelease): boolean => isPresent || scope !== 'none' || terminals > 0;

/** What follows from a roll-out, before it is done. */
export function rollOutConsequence(scope: PageRelease['scope'], version: string, marketIds: string[], terminals: ReleaseTerminal[]): string {
  const count = (found: ReleaseTerminal[]) => `${found.length}台固定端`;
  if (scope === 'none') {
    const running = terminals.filter((terminal) => terminal.version === version);
    return running.length === 0 ? '现在没有固定端在用这个版本。' : `正在用这个版本的${count(running)}会在两笔交易之间换回应用的版本。`;
  }
  const meant = scope === 'all' ? terminals : terminals.filter(({ marketId }) => marketIds.includes(marketId));
  if (scope === 'markets' && marketIds.length === 0) return '请选择先行使用的市场，其他市场的固定端保持不变。';
  const others = scope === 'all' ? '其他员工的电脑也使用它。' : '其他市场的固定端保持不变。';
  return `${count(meant)}会在两笔交易之间自动更新（已有更新版本的除外）。${others}`;
}
