import { Refusal } from '../../http/errors';
import { commonPasswords } from './common-passwords';
import { createPasswords, ensureUncommon, newTemporaryPassword } from './passwords';

describe('密码', () => {
  it('compares two at a time and sends away who would wait too long', async () => {
    const passwords = createPasswords();
    const replies = await Promise.allSettled(Array.from({ length: 100 }, () => passwords.matches(undefined, 'guess')));
    const refused = replies.filter((reply) => reply.status === 'rejected' && reply.reason instanceof Refusal);
    expect([refused.length, passwords.comparisons()]).toEqual([38, 62]);
  });
  it('recognises its own hash and no other password', async () => {
    const passwords = createPasswords();
    const hash = await passwords.hash('a long enough one');
    expect([await passwords.matches(hash, 'a long enough one'), await passwords.matches(hash, 'a long enough two')]).toEqual([true, false]);
  });
  it('refuses what everybody would try first', () => {
    for (const [password, username] of [['Password1234', 'clerk'], ['aaaaaaaaaaaaaa', 'clerk'], ['CLERK2-is-my-name', 'clerk2']] as const) {
      expect(() => ensureUncommon(password, username, 'next')).toThrow(Refusal);
    }
    expect(() => ensureUncommon('三月的雨下在老江桥上面', 'clerk', 'next')).not.toThrow();
    expect([...commonPasswords].every((password) => password.length >= 12 && password === password.toLowerCase())).toBe(true);
    expect(commonPasswords.size).toBeGreaterThan(99);
  });
  it('makes temporary ones that can be read out', () => {
    expect(newTemporaryPassword()).toMatch(/^([a-hj-km-np-z2-9]{4}-){3}[a-hj-km-np-z2-9]{4}$/);
  });
});
