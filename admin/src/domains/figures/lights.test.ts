import type { Light, MarketLight } from './figures';
import { gravestFirst, lightCounts } from './lights';

const market = (name: string, light: Light, low: number | null, completed = 100): MarketLight => ({ marketId: name, name, completed, light, problemRate: low === null ? null : { hits: 1, of: 10, hundredths: low + 100, low, high: low + 300 } });

it('puts the gravest markets first, and among equals the one that is more certainly wrong', () => {
  const markets = [market('绿', 'green', 0), market('无', 'grey', null), market('轻红', 'red', 300), market('黄', 'yellow', 200), market('重红', 'red', 900), market('大绿', 'green', 0, 500)];
  expect(gravestFirst(markets).map(({ name }) => name)).toEqual(['重红', '轻红', '黄', '大绿', '绿', '无']);
});
it('counts the lights that occur', () => {
  expect(lightCounts([market('一', 'green', 0), market('二', 'red', 900), market('三', 'green', 0)]).map(({ word, count }) => `${word} ${count}`)).toEqual(['异常 1', '正常 2']);
  expect(lightCounts([])).toEqual([]);
});
