import { actorOf, detailsOf, stepsOf, titlesOf, type HistoryEntry } from './history-wording';
import type { Slot } from './deal';

const operator: HistoryEntry['actor'] = { kind: 'staff', name: '王示例', role: 'operator' };
const entry = (action: HistoryEntry['action'], details: HistoryEntry['details'] = {}, actor = operator) =>
  ({ id: `${action} ${JSON.stringify(details)}`, at: '2026-11-23T01:00:00.000Z', action, actor, details }) as HistoryEntry;
const deal = { slots: [{ code: 'P01', title: '身份证', images: [{ id: 'new' }] } as Slot, { code: 'P22', title: '行驶证', images: [] as object[] } as Slot] };

describe('the wording of the history', () => {
  it('gathers the views of one person into one step, also where other pictures arrive between them', () => {
    const steps = stepsOf([
      entry('transactions.submitted'),
      entry('transactions.image_viewed', { slot: 'P01' }),
      entry('transactions.image_accepted', { slot: 'P01' }),
      entry('transactions.image_viewed', { slot: 'P22' }),
      entry('transactions.image_viewed', { slot: 'P22' }, { kind: 'staff', name: '李样例', role: 'inspector' }),
    ]);
    expect(steps.map(({ details }) => details.length)).toEqual([1, 2, 1, 1]);
    expect(detailsOf(steps[1]!, titlesOf(deal, []))).toEqual(['身份证、行驶证']);
  });

  it('says which photos were returned and why, also those that were replaced since', () => {
    const returned = { images: [{ imageId: 'old', code: 'R02', note: '反光' }, { imageId: 'new', code: 'R05', note: null }] };
    const entries = [entry('transactions.image_accepted', { imageId: 'old', slot: 'P22' }), entry('transactions.returned', returned)];
    expect(detailsOf(stepsOf(entries)[1]!, titlesOf(deal, entries))).toEqual([
      '行驶证：不清楚（模糊、反光）（反光）',
      '身份证：复印件',
    ]);
  });

  it('says nothing of details that have no word', () => {
    const step = stepsOf([entry('transactions.completed', { images: 15, imagesDigest: 'ab' })])[0]!;
    expect(detailsOf(step, titlesOf(deal, []))).toEqual(['照片15张，已冻结']);
  });

  it('names the terminal once, however many pictures were looked at there', () => {
    const step = stepsOf(['P01', 'P22'].map((slot) => entry('transactions.image_viewed', { slot, terminal: '甬固0001' })))[0]!;
    expect(detailsOf(step, titlesOf(deal, []))).toEqual(['身份证、行驶证', '在固定端 甬固0001']);
  });

  it('names the rule that was overridden and why', () => {
    const step = { details: [{ rule: 'T-04', version: 1, reason: '已与原件核对' }] };
    expect(detailsOf(step, titlesOf(deal, []))).toEqual(['T-04 车架号一致', '原因：已与原件核对']);
  });

  it('names who acted', () => {
    expect(actorOf({ actor: operator })).toBe('王示例（市场操作员）');
    expect(actorOf({ actor: { kind: 'agent', name: '甄**', role: null } })).toBe('甄**（代理人）');
  });
});
