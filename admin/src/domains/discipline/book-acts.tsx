import { call } from '../../api';
import { DayAdoption } from '../governance/day-adoption';
import { DraftActs } from '../governance/draft-acts';
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
      adoption={(onClose) => (
        <DayAdoption
          what="管理细则"
          version={book}
          hint="这一天零点起告知的违规按它处理，此前的不受影响"
          renews={[[ruleBooksKey]]}
          adopt={(body, idempotencyKey) => call('POST /rule-books/:version/adoption', { params: { version }, body, idempotencyKey })}
          onClose={onClose}
        />
      )}
    />
  );
}
