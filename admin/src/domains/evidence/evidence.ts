import type { AnswerOf } from '@yongche/contract';

export type DealEvidenceState = AnswerOf<'GET /transactions/:id/evidence'>;
export type EvidenceLog = AnswerOf<'GET /evidence-checkpoints'>;
export type Checkpoint = EvidenceLog['items'][number];
export type EvidenceVerification = AnswerOf<'GET /evidence-verifications'>['items'][number];
