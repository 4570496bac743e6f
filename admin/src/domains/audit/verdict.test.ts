import { shortHash, verdictOf } from './verdict';

const finished = { id: '1', requestedBy: null, startedAt: '2026-11-03T19:00:00Z', finishedAt: '2026-11-03T19:00:05Z', fromSeq: 1, toSeq: 12_000, rows: 12_000, ok: true, found: 0, findings: [], milliseconds: 4200 };

it('says in plain words whether the log is sound', () => {
  expect(verdictOf({ verification: finished, lastFinished: finished })).toEqual({
    tone: 'good',
    title: '完好',
    line: '2026-11-04 03:00 自动校验，逐条核对 12,000 条，用时4秒',
  });
  const bad = { ...finished, ok: false, found: 3, requestedBy: '审计一号', milliseconds: 300 };
  expect(verdictOf({ verification: bad, lastFinished: bad })).toMatchObject({ tone: 'bad', title: '发现 3 处异常', line: expect.stringContaining('由审计一号发起') });
  const running = { ...finished, finishedAt: null, ok: null, rows: 500 };
  expect(verdictOf({ verification: running, lastFinished: finished })).toEqual({ tone: 'busy', title: '正在校验', line: '已核对 500 / 12,000 条' });
  expect(verdictOf({ verification: null, lastFinished: null }).title).toBe('尚未校验');
});

it('shortens a hash to what people compare', () => {
  expect(shortHash('0123456789abcdef'.repeat(4))).toBe('01234567…89abcdef');
});
