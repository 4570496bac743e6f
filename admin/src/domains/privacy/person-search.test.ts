import { searchFor } from './person-search';

it('tells an ID number from a phone number', () => {
  expect(searchFor(' 138 0013 8000 ')).toEqual({ by: { phone: '13800138000' } });
  expect(searchFor('11010519491231002x')).toEqual({ by: { idNumber: '11010519491231002X' } });
  expect(searchFor('１３８００１３８０００')).toEqual({ by: { phone: '13800138000' } });
});

it('says what is wrong before it asks the server', () => {
  expect(searchFor('  ')).toEqual({ problem: '请输入身份证号或手机号。' });
  expect(searchFor('12800138000')).toEqual({ problem: '手机号共11位，身份证号共18位，请核对。' });
  expect(searchFor('110105194912310021')).toEqual({ problem: expect.stringContaining('最后一位') });
  expect(searchFor('11010519491231')).toEqual({ problem: '还差4位，身份证号共18位。' });
});
