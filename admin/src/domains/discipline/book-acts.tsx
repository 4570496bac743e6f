import { call } from '../../api';
import { DraftActs } from '../governance/draft-acts';
import { BookAdoption } from './book-adoption';
import { type RuleBook, ruleBooksKey } from './discipline';

/** What the caller may do with a book as it stands; the server says which of these. */
export function BookActs({ book }: { book: RuleBook }) {
  const { may, version } = book;
  return (
    <DraftActs
      what="管理细则"
      version={version}
      may={may}
      editHref={`/rule-books/${version}/edit`}
      renews={[[ruleBooksKey]]}
      propose={(idempotencyKey) => call('POST /rule-books/:version/proposal', { params: { version }, idempotencyKey })}
      withdraw={(reason, idempotencyKey) => call('POST /rule-books/:version/withdrawal', { params: { version }, body: { reason }, idempotencyKey })}
      adoption={(onClose) => <BookAdoption book={book} onClose={onClose} />}
    />
  );
}
