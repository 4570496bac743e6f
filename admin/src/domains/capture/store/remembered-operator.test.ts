/** 断网: who may go on at the counter without the server, and who may not. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { closeStation, openStation } from './database';
import { forgetOperator, onOperatorChange, recallOperator, rememberOperator } from './remembered-operator';
import { colleague, operator } from './test-counter';

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));
afterEach(closeStation);

/** The page is loaded anew. */
const reload = closeStation;

it('is the operator whom the server named last, on the same day in Shanghai', async () => {
  await rememberOperator(operator);
  await reload();
  expect(await recallOperator()).toEqual(operator);
  expect(await recallOperator(new Date(Date.now() + 24 * 3600_000))).toBeNull();
});

it('is nobody after a log-out, also where that comes right after the log-in', async () => {
  await Promise.all([rememberOperator(operator), forgetOperator()]);
  await reload();
  expect(await recallOperator()).toBeNull();
});

it('is the next one after a switch, and nobody after somebody who is no operator, or has not finished the first log-in', async () => {
  await rememberOperator(operator);
  await rememberOperator(colleague);
  expect((await recallOperator())?.id).toBe(colleague.id);
  await rememberOperator({ ...colleague, role: 'market_manager' });
  expect(await recallOperator()).toBeNull();
  await rememberOperator({ ...operator, owes: 'password' } as never);
  expect(await recallOperator()).toBeNull();
});

it('is not written in plain', async () => {
  await rememberOperator(operator);
  const { database } = await openStation();
  const [record] = await database.getAll('memory');
  expect(new TextDecoder().decode(record!.sealed)).not.toContain('尤一');
});

it('is told to the other tabs, which ask the server anew', async () => {
  const heard = jest.fn();
  const stop = onOperatorChange(heard);
  await rememberOperator(operator);
  await rememberOperator({ ...operator });
  await forgetOperator();
  for (let wait = 0; wait < 100 && heard.mock.calls.length < 2; wait++) await new Promise((resolve) => setTimeout(resolve, 10));
  stop();
  expect(heard).toHaveBeenCalledTimes(2);
});

it('is nobody in a browser that keeps nothing, and nothing breaks by it', async () => {
  globalThis.indexedDB = { open: () => { throw new Error('denied'); } } as never;
  await rememberOperator(operator);
  await forgetOperator();
  expect(await recallOperator()).toBeNull();
});
