import { holdPage, pageIsFree } from './page-work';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('a page that keeps a picture is changed after it is kept, also where that fails', async () => {
  const said: string[] = [];
  const one = holdPage(() => pause(20).then(() => said.push('kept')));
  const other = holdPage(() => pause(40).then(() => Promise.reject(new Error('full')))).catch(() => said.push('failed'));
  await pageIsFree(5_000).then(() => said.push('changed'));
  await Promise.all([one, other]);
  expect(said.sort()).toEqual(['changed', 'failed', 'kept']);
  expect(await Promise.race([pageIsFree(5_000).then(() => 'at once'), pause(100)])).toBe('at once');
});

it('but does not wait for ever', async () => {
  let end = () => undefined as void;
  const endless = holdPage(() => new Promise<void>((resolve) => (end = resolve)));
  const isChanged = pageIsFree(30).then(() => true);
  expect(await Promise.race([isChanged, pause(10)])).toBeUndefined();
  expect(await isChanged).toBe(true);
  end();
  await endless;
});
