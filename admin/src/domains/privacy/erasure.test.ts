import { ApiError } from '../../api';
import { askerOf, refusalOf } from './erasure';

it('says who asked', () => {
  expect(askerOf({ askedBy: 'person', requestedBy: null })).toBe('本人');
  expect(askerOf({ askedBy: 'clerk', requestedBy: '文员甲' })).toBe('文员甲（秘书处代为提出）');
});

it('says why it is too early, and until when', () => {
  const details = { until: '2029-11-24', sentence: '资料须保存三年，2029-11-24起可以删除。' };
  const tooEarly = (more?: unknown) => new ApiError('privacy.erasure_too_early', '还不能删除。', [], 'r', 409, more);
  expect(refusalOf(tooEarly(details))).toBe('还不能删除：资料须保存三年，2029-11-24起可以删除。');
  expect(refusalOf(tooEarly())).toBe('还不能删除。');
  expect(refusalOf(new ApiError('privacy.erasure_decided', '已经处理过。', [], 'r', 409))).toBe('已经处理过。');
});
