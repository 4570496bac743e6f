import type { ballots, meetingKinds, resolutionOutcomes } from '@yongche/contract';
import { Refusal } from '../../http/errors';

/**
 * What a decision needs, by the model statutes for social organisations (民政部《社会团体章程示范文本》, chapter 四): a general meeting
 * wants two thirds of the members present, and a decision half of those present; the statutes of the association may set more,
 * and are followed here by more than half, so that no tie passes. The chairs decide by the same majority, without a quorum of their own.
 */
const majority = { of: 2, moreThan: 1 };
const quorum: Record<keyof typeof meetingKinds, { of: number; least: number } | null> = { chairs: null, general: { of: 3, least: 2 } };

/**
 * 表决方式: dues want a secret ballot by law; for the rule book it is the usual way and printed so on the agenda, but a show of
 * hands is valid as well, for neither law nor model statutes ask for more.
 */
export const usualBallot = (kind: string): keyof typeof ballots => (kind === 'rule_book' || kind === 'dues_scheme' ? 'secret' : 'open');

export interface Votes {
  outcome: keyof typeof resolutionOutcomes;
  inFavour: number;
  against: number;
  abstained: number;
}

interface Attendance {
  kind: keyof typeof meetingKinds;
  entitled: number;
  present: number;
}

/** Whether so many are enough to decide anything. */
export function isQuorate({ kind, entitled, present }: Attendance): boolean {
  const needed = quorum[kind];
  return !needed || present * needed.of >= entitled * needed.least;
}

/** Everybody present has voted, and the outcome is the one that the votes give. @throws governance.votes_wrong naming the field */
export function ensureVotes({ outcome, inFavour, against, abstained }: Votes, meeting: Attendance): void {
  const sum = inFavour + against + abstained;
  if (sum !== meeting.present) refuse('inFavour', `赞成、反对、弃权合计${sum}票，应等于实到${meeting.present}人。`);
  if (outcome === 'adjourned') return;
  if (!isQuorate(meeting)) refuse('outcome', `会员大会须有应到人数三分之二以上出席才能表决，这次应到${meeting.entitled}人、实到${meeting.present}人，只能记为“暂缓”。`);
  const passes = inFavour * majority.of > meeting.present * majority.moreThan;
  if (outcome === 'adopted' && !passes) refuse('inFavour', `通过须有实到人数的过半数赞成，实到${meeting.present}人，赞成${inFavour}票不够。`);
  if (outcome === 'rejected' && passes) refuse('outcome', `赞成${inFavour}票已过实到${meeting.present}人的半数，结果应为“通过”。`);
}

function refuse(field: string, message: string): never {
  throw new Refusal('governance.votes_wrong', { fields: [{ field, message }] });
}
