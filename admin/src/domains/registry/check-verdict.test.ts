import { clockBehindBy, type RegisterAnswer } from './check-register';
import type { Reading } from './check-token';
import { clockSentence, verdictOf } from './check-verdict';

const valid: Reading = { kind: 'valid', statement: { k: 'certificate', p: '2026-11', c: 'c', n: 'NB2026000012', h: '甄*范', o: '示例企业', e: 0 } };
const answer: RegisterAnswer = { tone: 'good', title: '代理证有效', sentence: '可以代办。', rows: [['持证人', '甄*范']], at: Date.parse('2026-11-23T06:03:00Z'), clockBehind: 0 };

it('says which of the two ways confirmed what', () => {
  expect(verdictOf(valid, { answer })).toMatchObject({
    tone: 'good',
    title: '代理证有效',
    sources: [{ text: '签名有效（离线核验）' }, { text: '在册状态：代理证有效（联网核验 14:03）' }],
  });
});

it('stays with the signature where the register cannot be asked, and says so', () => {
  const verdict = verdictOf(valid, { failure: '连不上服务器' });
  expect(verdict).toMatchObject({ tone: 'good', title: '签名有效' });
  expect(verdict.facts).toContainEqual(['所属企业', '示例企业']);
  expect(verdict.sources[1]).toEqual({ tone: 'warn', text: '没有核对在册状态：连不上服务器' });
});

it('lets the register have the last word: a good signature of a suspended certificate is not good', () => {
  const suspended: RegisterAnswer = { ...answer, tone: 'bad', title: '代理证暂停', sentence: '目前不能办理交易。' };
  expect(verdictOf(valid, { answer: suspended })).toMatchObject({ tone: 'bad', title: '代理证暂停' });
});

it('does not ask the register for what is no certificate', () => {
  expect(verdictOf({ kind: 'voucher' }, undefined)).toMatchObject({ title: '这是核对凭证', sources: [] });
  expect(verdictOf({ kind: 'foreign' }, undefined)).toMatchObject({ tone: 'bad', sources: [] });
});

it('says in plain words what is wrong', () => {
  const expired: Reading = { ...valid, kind: 'expired', secondsAgo: 42 };
  expect(verdictOf(expired, undefined).sentence).toMatch(/^已过期42秒。/);
  expect(verdictOf({ ...expired, secondsAgo: 600 }, undefined).sentence).toMatch(/^已过期10分钟。/);
  expect(verdictOf({ kind: 'key_missing', period: '2026-09' }, undefined).sentence).toContain('2026年9月');
  expect(verdictOf({ kind: 'forged' }, undefined)).toMatchObject({ tone: 'bad', title: '伪造或被改动' });
});

it('tells a wrong clock from one that only waits for the line', () => {
  expect(clockSentence(clockBehindBy('Mon, 23 Nov 2026 06:03:00 GMT', Date.parse('2026-11-23T06:03:03Z')))).toBeUndefined();
  expect(clockSentence(clockBehindBy('Mon, 23 Nov 2026 06:13:00 GMT', Date.parse('2026-11-23T06:03:00Z')))).toContain('慢了10分钟');
  expect(clockSentence(-30_000)).toContain('快了30秒');
  expect(clockBehindBy(null, 0)).toBe(0);
});
