import { lights } from '@yongche/contract/vocabulary';
import type { Light, MarketLight } from './figures';

/** The shape that says the same as the colour, for whoever cannot tell them apart. */
export const lightMarks: Record<Light, string> = { red: '■', yellow: '▲', green: '●', grey: '○' };

/** 红, 黄, 绿, then those of which nothing is known. */
const order: readonly Light[] = ['red', 'yellow', 'green', 'grey'];

/** The gravest first; among equals the one of which more is certainly wrong, then the larger. */
export function gravestFirst(markets: MarketLight[]): MarketLight[] {
  const low = ({ problemRate }: MarketLight) => problemRate?.low ?? -1;
  return [...markets].sort((one, other) => order.indexOf(one.light) - order.indexOf(other.light) || low(other) - low(one) || other.completed - one.completed || one.name.localeCompare(other.name, 'zh-CN'));
}

/** How many there are of each light that occurs, the gravest first. */
export function lightCounts(markets: Pick<MarketLight, 'light'>[]): { light: Light; word: string; count: number }[] {
  return order.map((light) => ({ light, word: lights[light], count: markets.filter((one) => one.light === light).length })).filter(({ count }) => count > 0);
}
