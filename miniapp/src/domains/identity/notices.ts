import type { AnswerOf } from '@yongche/contract';
import { call } from '@/api';

export type Notice = AnswerOf<'GET /notices'>['notices'][number];

/** The texts in force, asked for each time: a consent must be to what stands now. */
export async function fetchNotice(purpose: Notice['purpose']): Promise<Notice> {
  const { notices } = await call('GET /notices', {});
  const notice = notices.find((each) => each.purpose === purpose);
  if (!notice) throw new Error('告知内容暂时读不到，请稍后再试。');
  return notice;
}
