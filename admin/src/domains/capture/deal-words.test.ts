import type { CounterDeal, KeptPicture } from './counter-deal';
import { inOrder, standOf, waitingWord } from './deal-words';

const deal = (stage: CounterDeal['stage'], begunAt: string, change: Partial<CounterDeal> = {}) => ({ id: `${stage}${begunAt}`, stage, begunAt, intent: 'complete', pictures: [], ...change }) as unknown as CounterDeal;

it('lists first what needs the operator, then what is open, the newest first', () => {
  const listed = inOrder([deal('completed', '1'), deal('open', '2'), deal('closing', '5'), deal('attention', '3'), deal('open', '4')]);
  expect(listed.map(({ id }) => id)).toEqual(['attention3', 'open4', 'open2', 'closing5', 'completed1']);
});

it('says how a deal goes on by itself', () => {
  const pictures = [{ state: 'waiting' }, { state: 'sending' }, { state: 'arrived' }] as KeptPicture[];
  expect(standOf(deal('closing', '1', { pictures }), null).word).toBe('上传中，还有2张');
  expect(standOf(deal('closing', '1'), null).word).toBe('等待预检');
  expect(standOf(deal('closing', '1', { intent: 'cancel' }), null).word).toBe('正在取消');
});

it('says what waits on this PC, and that it goes up by itself', () => {
  const clock = () => '09:12';
  expect(waitingWord({ isOnline: true, waitingDeals: 0, waitingPictures: 0, oldestAt: null }, clock)).toBe('网络正常，全部已上传');
  expect(waitingWord({ isOnline: true, waitingDeals: 0, waitingPictures: 1, oldestAt: 'now' }, clock)).toBe('网络正常，1张照片等处理后上传');
  expect(waitingWord({ isOnline: false, waitingDeals: 3, waitingPictures: 28, oldestAt: 'now' }, clock)).toBe('断网，已存本机：3笔 28张照片，恢复后自动上传（最早09:12）');
  expect(waitingWord({ isOnline: false, waitingDeals: 0, waitingPictures: 0, oldestAt: null }, clock)).toContain('照常办理');
});
