import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { call } from '../../api';
import { LoadFailure } from '../../components/load-failure';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { DraftForm } from '../governance/draft-form';
import { bookParts, partOf } from './book-changes';
import { BookForm } from './book-form';
import form from './book-form.module.css';
import { ruleBooksKey } from './discipline';
import { ruleBookQuery, ruleBooksQuery } from './queries';

/** 新建草稿 from the book in force (or else the latest one), or 修改草稿 where the address names one. */
export default function RuleBookDraftPage() {
  const { version } = useParams();
  useTitle(version ? `修改管理细则 ${version}` : '新建管理细则');
  const books = useQuery(ruleBooksQuery);
  const base = (books.data?.items.find(({ inForce }) => inForce) ?? books.data?.items[0])?.version;
  const from = useQuery({ ...ruleBookQuery(base ?? ''), enabled: base !== undefined });
  const draft = useQuery({ ...ruleBookQuery(version ?? ''), enabled: version !== undefined });
  const failed = [books, from, draft].find((query) => query.isError && !query.data);
  if (failed) return <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (books.data && base === undefined) return <Notice title="还没有管理细则">草稿以现有的细则为底，系统启动时会装入第一版草稿；没有出现请联系技术运维。</Notice>;
  if (!books.data || !from.data || (version && !draft.data)) return <PageSkeleton rows={10} />;
  return (
    <DraftForm
      key={version ?? 'new'}
      what="管理细则"
      href="/rule-books"
      base={from.data}
      draft={draft.data}
      taken={books.data.items.map((book) => book.version)}
      gapsOf={() => []}
      renews={[[ruleBooksKey]]}
      create={(body, idempotencyKey) => call('POST /rule-books', { body, idempotencyKey })}
      change={(of, body) => call('PUT /rule-books/:version', { params: { version: of }, body })}
    >
      {({ names, content, base: { content: former }, refused, onChange }) => (
        <div className={form.layout}>
          <PartList refused={refused.map(({ field }) => field)} />
          <div className={form.parts}>
            {names}
            <BookForm content={content} base={former} onChange={onChange} />
          </div>
        </div>
      )}
    </DraftForm>
  );
}

/** The parts of the form; how many fields of each the server has refused. */
function PartList({ refused }: { refused: string[] }) {
  return (
    <nav className={form.list} aria-label="细则的各部分">
      {bookParts.map(({ key, label }) => {
        const count = refused.filter((field) => partOf(field) === key).length;
        return (
          <a key={key} href={`#part-${key}`}>
            {label}
            {count > 0 && <b>{count} 处有误</b>}
          </a>
        );
      })}
    </nav>
  );
}
