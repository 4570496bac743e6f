import { searchOf } from '../../components/list-filters';
import { filtersOf } from './deal-filters';
import { normalizeEntry } from './find-deal';

it('keeps the filters in the address and ignores what does not belong there', () => {
  const filters = filtersOf(new URLSearchParams('q=%20浙B1%20&state=completed&business=nonsense&from=2026-11-01&to=today&cursor=x'));
  expect(filters).toEqual({ q: '浙B1', state: 'completed', from: '2026-11-01' });
  expect(searchOf(filters, { state: undefined, channel: 'mobile' }).toString()).toBe(
    new URLSearchParams({ q: '浙B1', from: '2026-11-01', channel: 'mobile' }).toString(),
  );
});

it('reads what a scanner types through a Chinese keyboard', () => {
  expect(normalizeEntry('２０２６１１２３　０００７０１００１２ ')).toBe('202611230007010012');
});
