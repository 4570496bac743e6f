import type { Capture, Image } from '@/domains/transactions/upload-queue';
import { adviceOf, byDeadline, correctionsOf, nextOf, standingOfProblem, viewOfItem, type Item, type Problem, type ProblemSummary } from './problem-view';

const image = (id: string, state: Image['state'], fields: Partial<Image> = {}): Image => ({
  id,
  slot: 'P22',
  state,
  problems: [],
  returned: null,
  terminal: null,
  bytes: 1,
  width: 1,
  height: 1,
  sha256: null,
  capturedAt: '2026-11-23T01:00:00.000Z',
  receivedAt: '2026-11-23T01:00:05.000Z',
  ...fields,
});

const item = (fields: Partial<Item> = {}): Item => ({
  imageId: 'found',
  slot: 'P22',
  title: '行驶证主页',
  code: 'R02',
  violation: 'B01',
  violationName: '影像模糊、反光、缺边',
  note: null,
  missing: true,
  corrections: [],
  ...fields,
});

const capture = (state: Capture['state'], fields: Partial<Capture> = {}): Capture => ({
  id: 'capture-1',
  transactionId: 'deal-1',
  problemId: 'problem-1',
  slot: 'P22',
  slotTitle: '行驶证主页',
  picture: 'photo',
  limits: { budgetBytes: 300_000, longSide: 2000 },
  capturedAt: '2026-11-23T01:00:00.000Z',
  capture: { method: 'in_app_camera' },
  state,
  progress: 0,
  attempts: 0,
  ...fields,
});

const view = (one: Item, uploads: Capture[] = [], items = [one]) => viewOfItem(one, { items }, uploads);

describe('a finding of a problem', () => {
  it('asks for a photo until a good one is there, and says at once what is wrong with a bad one', () => {
    expect(view(item())).toMatchObject({ label: '待重拍', open: true });
    expect(view(item(), [capture('sending', { progress: 42 })])).toMatchObject({ label: '上传中 42%', open: false, retakes: 'capture-1' });
    const blurred = image('new', 'rejected', { problems: [{ code: 'blurred', sentence: '照片不清楚，请重拍' }] });
    expect(view(item(), [capture('arrived', { arrived: blurred })])).toMatchObject({ label: '需再拍一次', open: true, sentences: ['照片不清楚，请重拍'] });
    expect(view(item(), [capture('arrived', { arrived: image('new', 'accepted') })])).toMatchObject({ label: '已重拍', open: false });
    expect(view(item({ missing: false, corrections: [image('new', 'accepted')] }))).toMatchObject({ label: '已重拍', open: false });
  });

  it('keeps a photo that waits for the network, and shows why one was refused', () => {
    const message = '网络不通，已保存在手机，恢复后自动继续';
    expect(view(item(), [capture('waiting', { message })])).toMatchObject({ label: '等待网络', sentences: [message], open: false });
    expect(view(item(), [capture('refused', { message: '照片太大' })])).toMatchObject({ label: '没有传上', sentences: ['照片太大'], open: true, refused: 'capture-1' });
  });

  it('asks once more for what the inspector sent back, and for a second photo where one is not enough', () => {
    expect(view(item({ corrections: [image('old', 'returned')] }))).toMatchObject({ label: '退回，待重拍', open: true });
    expect(view(item({ corrections: [image('first', 'accepted')] }))).toMatchObject({ label: '还差一张', open: true });
  });

  it('needs no photo where a word is enough', () => {
    expect(view(item({ code: 'R09', missing: false }))).toMatchObject({ label: '写明即可', open: false });
    expect(adviceOf(item({ slot: null, code: 'R09' }))).toContain('改正说明');
  });

  it('of a missing photo that nobody named takes any photo that is of no other finding', () => {
    const missing = item({ imageId: null, slot: null, code: 'R01' });
    const other = item({ slot: 'P24' });
    expect(view(missing, [capture('sending', { slot: 'P24' })], [missing, other])).toMatchObject({ label: '待补拍' });
    expect(view(missing, [capture('sending', { slot: 'P30' })], [missing, other])).toMatchObject({ label: '上传中' });
  });

  it('shows the pictures of its correction once each', () => {
    const arrived = capture('arrived', { arrived: image('new', 'accepted') });
    const before = item({ corrections: [image('old', 'accepted'), image('lost on the way', 'uploading')] });
    expect(correctionsOf(before, [before], [arrived]).map(({ id }) => id)).toEqual(['old', 'new']);
    const after = item({ corrections: [image('old', 'accepted'), image('new', 'accepted')] });
    expect(correctionsOf(after, [after], [arrived]).map(({ id }) => id)).toEqual(['old', 'new']);
  });
});

it('names what is still to be done before the correction can be handed in', () => {
  const owed = { items: [item(), item({ code: 'R09', slot: 'P24', missing: false })] };
  expect(nextOf(owed, [], '已重拍')).toEqual({ text: '还有1项要重拍', ready: false });
  expect(nextOf(owed, [capture('sending')], '已重拍')).toEqual({ text: '照片上传中，还剩1张', ready: false });
  expect(nextOf(owed, [capture('refused')], '已重拍')).toEqual({ text: '有1张照片没有传上', ready: false });
  const taken = { items: [item({ missing: false, corrections: [image('new', 'accepted')] })] };
  expect(nextOf(taken, [], '  ')).toEqual({ text: '写好改正说明后提交', ready: false });
  expect(nextOf(taken, [], '已重拍')).toEqual({ text: '提交改正', ready: true });
});

it('puts the earliest last day first', () => {
  const due = (dueOn: string) => ({ dueOn }) as ProblemSummary;
  expect(byDeadline([due('2026-12-04'), due('2026-11-27'), due('2026-12-01')]).map(({ dueOn }) => dueOn)).toEqual(['2026-11-27', '2026-12-01', '2026-12-04']);
});

it('says why a correction was sent back', () => {
  const problem = (fields: Partial<Problem>) => ({ state: 'open', steps: [], may: { correct: true }, ...fields }) as unknown as Problem;
  const refused = problem({ steps: [{ at: '2026-11-23T01:00:00.000Z', step: 'refused', by: '核查一号', note: '公章仍看不清' }] });
  expect(standingOfProblem(refused)).toEqual({ kind: 'wrong', text: '核查员退回了改正：公章仍看不清。请再改一次。' });
  expect(standingOfProblem(problem({ state: 'overdue' })).text).toContain('现在仍可以改正');
  expect(standingOfProblem(problem({ state: 'overdue', may: { correct: false } as Problem['may'] })).text).not.toContain('请尽快');
});
