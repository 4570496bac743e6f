import { companyStates } from '@yongche/contract/vocabulary';
import { dayIn, idIn, keyIn, keywordIn, searchOf, withoutEmpty } from './list-filters';

const id = '0192f0c0-7b1e-7c3a-9d55-0f3f5c1b2a10';

it('reads filters from the address and ignores what does not belong there', () => {
  const search = new URLSearchParams(`q=%20示范%20&state=suspended&licence=toString&from=2026-02-30&to=2026-02-28&companyId=${id}&other=1`);
  expect(keywordIn(search)).toBe('示范');
  expect(keyIn(search, 'state', companyStates)).toBe('suspended');
  expect(keyIn(search, 'licence', companyStates)).toBeUndefined();
  expect(dayIn(search, 'from')).toBeUndefined();
  expect(dayIn(search, 'to')).toBe('2026-02-28');
  expect(idIn(search, 'companyId')).toBe(id);
  expect(idIn(search, 'other')).toBeUndefined();
});

it('writes only what is set', () => {
  const filters = withoutEmpty({ q: '', state: undefined, companyId: id });
  expect(filters).toEqual({ companyId: id });
  expect(searchOf({ ...filters, state: 'in_force', q: undefined }).toString()).toBe(`companyId=${id}&state=in_force`);
});
