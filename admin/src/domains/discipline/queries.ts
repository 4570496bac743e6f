import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api';
import { disciplineKey, ruleBooksKey, type ScoredKind, type SubjectType } from './discipline';

export const violationQuery = (id: string) =>
  queryOptions({ queryKey: [disciplineKey, 'violation', id], queryFn: ({ signal }) => call('GET /violations/:id', { params: { id }, signal }) });

/** What was noticed because of one problem card: as many as there are subjects and codes. */
export const violationsOfProblemQuery = (problemId: string) =>
  queryOptions({
    queryKey: [disciplineKey, 'violations', 'problem', problemId],
    queryFn: ({ signal }) => call('GET /violations', { query: { problemId, limit: 100 }, signal }),
  });

export const standingQuery = (subjectType: SubjectType, id: string) =>
  queryOptions({
    queryKey: [disciplineKey, 'standing', subjectType, id],
    queryFn: ({ signal }) => call('GET /standings/:subjectType/:id', { params: { subjectType, id }, signal }),
  });

export const ruleBooksQuery = queryOptions({
  queryKey: [ruleBooksKey],
  queryFn: ({ signal }) => call('GET /rule-books', { signal }),
});

export const ruleBookQuery = (version: string) =>
  queryOptions({
    queryKey: [ruleBooksKey, version],
    queryFn: ({ signal }) => call('GET /rule-books/:version', { params: { version }, signal }),
  });

/** The past year's violations by another book; a reckoning that need not be asked twice while the page is open. */
export const bookEffectQuery = (version: string) =>
  queryOptions({
    queryKey: [ruleBooksKey, version, 'effect'],
    queryFn: ({ signal }) => call('GET /rule-books/:version/effect', { params: { version }, signal }),
    staleTime: 5 * 60_000,
  });

export const scoreCardsQuery = (kind: ScoredKind, month: string) =>
  queryOptions({
    queryKey: [disciplineKey, 'score-cards', kind, month],
    queryFn: ({ signal }) => call('GET /score-cards', { query: { kind, month }, signal }),
  });

export const scoreFileQuery = (kind: ScoredKind, id: string, month: string) =>
  queryOptions({
    queryKey: [disciplineKey, 'score-card', kind, id, month],
    queryFn: ({ signal }) => call('GET /score-cards/:kind/:id', { params: { kind, id }, query: { month }, signal }),
  });

export const disciplineFiguresQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: [disciplineKey, 'figures', from, to],
    queryFn: ({ signal }) => call('GET /discipline-figures', { query: { from, to }, signal }),
  });
