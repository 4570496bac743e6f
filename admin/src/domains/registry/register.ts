import type { AnswerOf, RequestOf } from '@yongche/contract';
import type { evidenceKinds, registerSubjects, requestKinds, requestStates } from '@yongche/contract/vocabulary';

export type CompanySummary = AnswerOf<'GET /companies'>['items'][number];
export type CompanyFile = AnswerOf<'GET /companies/:id'>;
export type CertificateSummary = AnswerOf<'GET /certificates'>['items'][number];
export type CertificateFile = AnswerOf<'GET /certificates/:id'>;
export type Terminal = AnswerOf<'GET /terminals'>['items'][number];
export type TerminalMarket = AnswerOf<'GET /terminals'>['markets'][number];
export type RegisterRequest = AnswerOf<'GET /register-requests/:id'>;
export type RegisterEvent = AnswerOf<'GET /register-events'>['items'][number];
export type Figures = AnswerOf<'GET /register-figures'>;
export type StockFigures = Figures['lines'][number];
export type Evidence = RegisterRequest['evidence'][number];
export type Duty = CompanyFile['duties'][number];

export type RequestKind = keyof typeof requestKinds;
export type RequestState = keyof typeof requestStates;
export type EvidenceKind = keyof typeof evidenceKinds;
export type RegisterSubject = keyof typeof registerSubjects;
export type RequestBody = RequestOf<'POST /register-requests'>['body'];

/** What a kind of request is about: `app_reissue` is about APP用户. */
export function subjectOf(kind: RequestKind): RegisterSubject {
  return kind.slice(0, kind.indexOf('_')) as RegisterSubject;
}

/** Every query of the register begins with this word, so that one act makes all of them ask again. */
export const registerKey = 'register';
