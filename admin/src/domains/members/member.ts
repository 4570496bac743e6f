import type { AnswerOf, RequestOf } from '@yongche/contract';
import type { memberPositions, membershipChangeKinds } from '@yongche/contract/vocabulary';

export type MemberSummary = AnswerOf<'GET /members'>['items'][number];
export type MemberFile = AnswerOf<'GET /members/:id'>;
export type MembershipChange = AnswerOf<'GET /membership-changes'>['items'][number];
export type ChangeInput = RequestOf<'POST /membership-changes'>['body'];
export type MembershipFlow = AnswerOf<'GET /membership-flow'>;
export type Position = keyof typeof memberPositions;
export type ChangeKind = keyof typeof membershipChangeKinds;

export type DuesRegister = AnswerOf<'GET /dues'>;
export type DueSummary = DuesRegister['items'][number];
export type DueFile = AnswerOf<'GET /dues/:id'>;
export type DuesRun = AnswerOf<'GET /dues-runs/:year'>;
export type TierFigures = DuesRegister['tiers'][number];
export type ContactInput = RequestOf<'POST /dues/:id/contacts'>['body'];

export type DuesScheme = AnswerOf<'GET /dues-schemes'>['items'][number];
export type DuesSchemeContent = DuesScheme['content'];
export type DuesTier = DuesSchemeContent['tiers'][number];

/** Every query of members, their changes and their dues begins with this word: a payment changes a member's line as well. */
export const membersKey = 'members';
/** Every query of dues schemes begins with this word. */
export const schemesKey = 'dues-schemes';
