import { z } from 'zod';
import type { Asked } from './ask-provider';

const coded = z.object({ errcode: z.int() });

/** What a provider's answer means: taken, certainly not taken with the reason, or nobody knows. */
export type Taken = { is: 'taken' } | { is: 'not_taken' | 'unknown'; why: string };

/** Reads an answer with `errcode`; `reasons` are the codes that a person can do something about. */
export function readCode(asked: Asked, { provider, reasons }: { provider: string; reasons: Record<number, string> }): Taken {
  if (asked.end === 'not_reached') return { is: 'not_taken', why: `连不上${provider}，请稍后重新发送` };
  if (asked.end === 'refused') return { is: 'not_taken', why: `${provider}没有接受请求，请稍后重新发送；仍不行时请联系技术运维` };
  const parsed = asked.end === 'answered' ? coded.safeParse(asked.body) : undefined;
  if (!parsed?.success) return { is: 'unknown', why: `${provider}没有给出可信的答复，请到群里看是否已发出` };
  const { errcode } = parsed.data;
  if (errcode === 0) return { is: 'taken' };
  return { is: 'not_taken', why: reasons[errcode] ?? `${provider}没有接受（错误码${errcode}），请核对发送去处后重新发送` };
}
