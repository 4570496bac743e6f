import { columnMeans, isComplete, nameMeans, newItemOf } from './mapping-choice';

const item = newItemOf('抵押登记');

it('turns what was chosen into what the server takes', () => {
  expect(columnMeans({ choice: 'growth:moved_out', item })).toEqual({ as: 'growth', item: 'moved_out' });
  expect(columnMeans({ choice: 'dimension:district', item })).toEqual({ as: 'dimension', dimension: 'district' });
  expect(columnMeans({ choice: 'base_value', item })).toEqual({ as: 'base_value' });
  expect(columnMeans({ choice: 'new', item })).toEqual({ as: 'new_item', item: { name: '抵押登记', unit: '辆次', kind: 'flow', scope: '全市·汽车', partOf: null } });
  expect([nameMeans({ choice: 'item:moved_out', item }), nameMeans({ choice: 'ignore', item })]).toEqual([{ as: 'item', item: 'moved_out' }, { as: 'ignore' }]);
});
it('knows what is left open', () => {
  expect([isComplete({ choice: undefined, item }), isComplete({ choice: 'ignore', item }), isComplete({ choice: 'new', item }), isComplete({ choice: 'new', item: { ...item, scope: ' ' } })]).toEqual([false, true, true, false]);
});
