import type { AnswerOf } from '@yongche/contract';
import { erasureAskers } from '@yongche/contract/vocabulary';
import { isRefusal, sentenceOf } from '../../api';
import type { Staff } from '../../session';

export type Erasure = AnswerOf<'GET /erasures'>['items'][number];
export type FoundPerson = AnswerOf<'POST /person-lookups'>;

/** The lists of 删除申请 begin with this word. */
export const erasuresKey = ['erasures'];

type Role = Staff['role'];
const includes = (roles: Role[], role: Role) => roles.includes(role);
export const mayLookUp = (role: Role) => includes(['clerk', 'inspector'], role);
export const mayRequestErasure = (role: Role) => role === 'clerk';
export const mayReadErasures = (role: Role) => includes(['clerk', 'security_officer', 'auditor'], role);
export const mayDecideErasure = (role: Role) => role === 'security_officer';

/** 删除的后果: what the person who decides must know. */
export const consequence = '删除后不可恢复：姓名、证号、手机号和照片将无法读取，备份中的也一样；交易凭证仍可查验。';

/** Who asked: 本人（小程序）, or the clerk by name. */
export function askerOf({ askedBy, requestedBy }: Pick<Erasure, 'askedBy' | 'requestedBy'>): string {
  return requestedBy ? `${requestedBy}（${erasureAskers[askedBy]}）` : erasureAskers[askedBy];
}

/** Why an erasure is refused: where it is too early, what stands in its way and until when. */
export function refusalOf(error: unknown): string {
  if (!isRefusal(error, 'privacy.erasure_too_early')) return sentenceOf(error);
  const { sentence } = (error.details ?? {}) as { sentence?: unknown };
  return typeof sentence === 'string' ? `还不能删除：${sentence}` : sentenceOf(error);
}
