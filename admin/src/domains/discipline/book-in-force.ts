import { useQuery } from '@tanstack/react-query';
import type { RuleBook } from './discipline';
import { ruleBookQuery, ruleBooksQuery } from './queries';

/** The rule book in force with its content: undefined while it is on its way, null where none has taken effect. */
export function useBookInForce(): { book: RuleBook | null | undefined; error: unknown; retry: () => void } {
  const books = useQuery(ruleBooksQuery);
  const version = books.data?.items.find(({ inForce }) => inForce)?.version;
  const book = useQuery({ ...ruleBookQuery(version ?? ''), enabled: version !== undefined });
  return {
    book: books.data && version === undefined ? null : book.data,
    error: books.error ?? book.error,
    retry: () => void (books.isError ? books.refetch() : book.refetch()),
  };
}
