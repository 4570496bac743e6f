import { createBell } from './bell';

describe('the bell of the readers', () => {
  it('wakes everybody who waits, at once', async () => {
    const bell = createBell();
    const waiting = [1, 2].map(() => bell.heard(bell.rings(), 60_000));
    bell.ring();
    await Promise.all(waiting);
  });
  it('is heard by whoever began to wait a moment too late', async () => {
    const bell = createBell();
    const before = bell.rings();
    bell.ring();
    await bell.heard(before, 60_000);
  });
  it('lets who hears nothing look again after a while', async () => {
    const bell = createBell();
    await bell.heard(bell.rings(), 20);
    expect(bell.rings()).toBe(0);
  });
});
