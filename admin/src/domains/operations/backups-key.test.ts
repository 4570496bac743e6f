import { keyFileText } from './backups-key';

it('writes a key file whose only line but for comments is the key, for age and for our own program', () => {
  const identity = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`;
  const text = keyFileText({ identity, recipient: 'age1q', marketName: '示范市场', at: new Date('2026-11-28T02:00:00Z') });
  expect(text.split('\r\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([identity]);
  expect(text).toContain('丢了不能补');
});
