import { addressOf, ApiError, isPassing, isRefusal, sentenceOf } from './api';

it('fills params and query into the address, and leaves out what is empty', () => {
  expect(addressOf('/transactions/:id/voucher.pdf', { params: { id: 'a/b' } })).toBe('/api/transactions/a%2Fb/voucher.pdf');
  expect(addressOf('/transactions', { query: { q: '浙B', state: undefined, limit: 20, cursor: '' } })).toBe(
    `/api/transactions?${new URLSearchParams({ q: '浙B', limit: '20' })}`,
  );
});

it('names a file in the address, where the server looks for it', () => {
  expect(addressOf('/licence-imports', { file: new File(['x'], '执照状态 11月.xlsx') })).toBe(
    `/api/licence-imports?${new URLSearchParams({ name: '执照状态 11月.xlsx' })}`,
  );
});

it('asks again after faults of the network or the server only', () => {
  expect(isPassing(new ApiError('network.unreachable', '连不上服务器'))).toBe(true);
  expect(isPassing(new ApiError('server.unavailable', '系统正忙', [], 'r', 503))).toBe(true);
  expect(isPassing(new ApiError('transaction.wrong_state', '状态已经变化', [], 'r', 409))).toBe(false);
});

it('shows the request id with a fault of the server, and no detail of unexpected errors', () => {
  expect(sentenceOf(new ApiError('server.internal', '系统出现异常。', [], 'r-1', 500))).toBe('系统出现异常。（编号 r-1）');
  expect(sentenceOf(new TypeError('x is undefined'))).toBe('页面出现异常，请刷新后重试。');
  expect(isRefusal(new ApiError('image.not_found', '没有'), 'image.not_found')).toBe(true);
});
