import { openSlots, progressOf, viewOf, withArrivals, type Deal, type Slot } from './slot-state';
import type { Capture, Image } from './upload-queue';

const image = (state: Image['state'], fields: Partial<Image> = {}): Image => ({
  id: 'picture-1',
  slot: 'P01',
  state,
  problems: [],
  returned: null,
  terminal: null,
  bytes: 1,
  width: 1,
  height: 1,
  sha256: null,
  capturedAt: '2026-11-23T01:00:00.000Z',
  receivedAt: null,
  ...fields,
});

const slot = (images: Image[], fields: Partial<Slot> = {}): Slot => ({
  code: 'P01',
  title: '卖方身份证人像面',
  hint: '',
  reason: '',
  required: true,
  subject: 'document',
  aspect: 1.58,
  min: 1,
  max: 1,
  budgetBytes: 300_000,
  longSide: 2000,
  images,
  ...fields,
});

const capture = (state: Capture['state'], fields: Partial<Capture> = {}): Capture => ({
  id: 'capture-1',
  transactionId: 'deal-1',
  slot: 'P01',
  slotTitle: '卖方身份证人像面',
  picture: 'photo',
  limits: { budgetBytes: 300_000, longSide: 2000 },
  capturedAt: '2026-11-23T01:00:00.000Z',
  capture: { method: 'in_app_camera' },
  state,
  progress: 0,
  attempts: 0,
  ...fields,
});

const deal = (slots: Slot[]) => ({ slots }) as Deal;

it('asks for a required photo that is missing, and not for an optional one', () => {
  expect(viewOf(slot([]), [])).toMatchObject({ label: '待拍', open: true });
  expect(viewOf(slot([], { required: false, min: 0 }), [])).toMatchObject({ label: '可不拍', open: false });
});

it('counts a photo on its way as taken, and tells how far it is', () => {
  const sending = capture('sending', { progress: 42 });
  expect(viewOf(slot([]), [sending])).toMatchObject({ label: '上传中 42%', open: false });
  const waiting = capture('waiting', { message: '网络不通' });
  expect(viewOf(slot([]), [waiting])).toMatchObject({ label: '等待网络', sentences: ['网络不通'] });
});

it('opens again what the machine refused or the market returned, with the reason', () => {
  const blurred = image('rejected', { problems: [{ code: 'blurred', sentence: '照片模糊，请重拍。' }] });
  expect(viewOf(slot([blurred]), [])).toMatchObject({ label: '需重拍', sentences: ['照片模糊，请重拍。'], open: true });
  const returned = image('returned', { returned: { code: 'R13', note: '没有拍全' } });
  expect(viewOf(slot([returned]), [])).toMatchObject({
    label: '核对退回',
    sentences: ['R13 其他（须写明原因）：没有拍全'],
    retake: { imageId: 'picture-1' },
  });
});

it('lets the newer photo on the phone stand for the bad one on the server', () => {
  expect(viewOf(slot([image('returned')]), [capture('sending')])).toMatchObject({ tone: 'calm', open: false });
});

it('shows a photo that the server will not take, until the agent decides', () => {
  const refused = capture('refused', { message: '照片太大。' });
  expect(viewOf(slot([]), [refused])).toMatchObject({
    label: '没有传上',
    sentences: ['照片太大。'],
    open: true,
    retake: { captureId: 'capture-1' },
  });
});

it('asks for each photo of a place that needs several', () => {
  const two = { min: 2, max: 3 };
  expect(viewOf(slot([image('accepted')], two), [])).toMatchObject({ label: '还差1张', open: true });
  const second = image('accepted', { id: 'picture-2' });
  expect(viewOf(slot([image('accepted'), second], two), [])).toMatchObject({
    label: '合格 2张',
    open: false,
    mayAdd: true,
  });
});

it('adds what has arrived before the deal was read again, in the place of what it replaces', () => {
  const arrived = image('accepted', { id: 'picture-2' });
  const known = withArrivals(deal([slot([image('rejected')])]), [capture('arrived', { arrived })]);
  expect(known.slots[0]?.images.map(({ id }) => id)).toEqual(['picture-2']);
  expect(openSlots(known, [])).toEqual([]);
  expect(progressOf(known, [])).toEqual({ good: 1, of: 1 });
});

it('keeps the good photo when a worse one arrives for the same place', () => {
  const worse = image('rejected', { id: 'picture-2' });
  const known = withArrivals(deal([slot([image('accepted')])]), [capture('arrived', { arrived: worse })]);
  expect(known.slots[0]?.images.map(({ state }) => state)).toEqual(['accepted', 'rejected']);
});
