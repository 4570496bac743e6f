import { addressProblem, readerIn, readingIn, troubleIn } from './id-reader-messages';

const event = { id: 'a1', name: '卖方甲', idNumber: '330203199001010014', validUntil: '2036-05-01', readAt: '2026-11-28T01:02:03Z' };
const reading = (change: object) => readingIn(JSON.stringify({ ...event, ...change }));

describe('what the program of an ID-card reader says', () => {
  it('gives name, number and last day, and nothing more', () => {
    expect(reading({ software: '3.2' })).toEqual({ id: 'a1', card: { name: '卖方甲', idNumber: '330203199001010014', validUntil: '2036-05-01' } });
    expect(reading({ name: ' 买买提·吐尔逊 ', idNumber: '11010519491231002x', validUntil: null })).toEqual({ id: 'a1', card: { name: '买买提·吐尔逊', idNumber: '11010519491231002X', validUntil: null } });
    // A sign beyond the basic plane, as some names have.
    expect(reading({ name: '𠮷甲' })).toMatchObject({ card: { name: '𠮷甲' } });
  });

  it.each([
    ['a number with a wrong check digit', { idNumber: '330203199001010015' }],
    ['a number of fifteen digits', { idNumber: '330203900101001' }],
    ['a number that is no text', { idNumber: 330203 }],
    ['an empty name', { name: '  ' }],
    ['a name with markup', { name: '<b>甲</b>' }],
    ['a name that turns the direction of the line', { name: '甲\u202e乙' }],
    ['a name as long as a book', { name: '甲'.repeat(51) }],
    ['a day that does not exist', { validUntil: '2036-02-30' }],
    ['a day in words', { validUntil: '长期' }],
    ['no day at all', { validUntil: undefined }],
    ['no id', { id: undefined }],
  ])('%s is not taken', (_, change) => {
    expect(reading(change)).toEqual({ trouble: expect.stringContaining('没有采用') });
  });

  it.each(['address', 'photoBase64', 'fingerprint', 'nation', '住址'])('a bridge that sends %s too is found out, and nothing of it is taken', (name) => {
    expect(reading({ [name]: 'x' })).toEqual({ trouble: expect.stringContaining('不该送') });
  });

  it('is no surprise when it is no event', () => {
    for (const data of ['', 'null', '[]', '"card"', '{', JSON.stringify({ ...event, more: 'x'.repeat(2_000) })]) expect(readingIn(data)).toEqual({ trouble: expect.stringContaining('无法识别') });
  });

  it('names what the operator should do about a problem, also one that is not on the list', () => {
    expect(troubleIn('{"code":"card_moved"}')).toContain('平放');
    for (const data of ['{"code":"toString"}', '{"code":7}', '', '{"code":"on_fire"}']) expect(troubleIn(data)).toContain('技术单位');
  });

  it('is understood in version 1 only', () => {
    expect(readerIn({ protocol: '1.7', model: 'YB-100', serial: '1', more: true })).toEqual({ model: 'YB-100' });
    expect(readerIn({ protocol: '1.0' })).toEqual({ model: '未说明型号' });
    expect(readerIn({ protocol: '2.0', model: 'YB-100' })).toEqual({ trouble: expect.stringContaining('2.0') });
    for (const answer of [null, 'hello', { protocol: 1 }, { model: 'YB-100' }]) expect(readerIn(answer)).toEqual({ trouble: expect.stringContaining('不是读卡程序') });
  });

  it('is looked for on this computer only', () => {
    expect(addressProblem('http://127.0.0.1:18650')).toBeUndefined();
    for (const address of ['http://127.0.0.1', 'http://127.0.0.1:0', 'http://127.0.0.1:70000', 'https://127.0.0.1:18650', 'http://localhost:18650', 'http://192.168.1.9:18650', 'http://127.0.0.1:18650/v1', 'http://127.0.0.1:1@example.com']) {
      expect(addressProblem(address)).toContain('本机');
    }
  });
});
