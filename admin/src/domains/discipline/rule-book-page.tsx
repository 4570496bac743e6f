import { useQuery } from '@tanstack/react-query';
import { Button, Tabs } from 'antd';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { isRefusal } from '../../api';
import { BackLink } from '../../components/back-link';
import { LoadFailure } from '../../components/load-failure';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { VersionCard } from '../governance/version-card';
import { BookActs } from './book-acts';
import { BookArticles } from './book-articles';
import { BookCodes } from './book-codes';
import { BookDifferences } from './book-differences';
import { BookEffectCard } from './book-effect';
import { BookSettings } from './book-settings';
import { bookNext } from './book-wording';
import type { RuleBook } from './discipline';
import { ruleBookQuery } from './queries';
import { useMay } from './rights';
import styles from './rule-book.module.css';

/** One version of the rule book: as a document, as a table of codes, as settings; and what it would change. */
export default function RuleBookPage() {
  const { version = '' } = useParams();
  const navigate = useNavigate();
  const book = useQuery(ruleBookQuery(version));
  useTitle(`管理细则 ${version}`);
  if (book.isPending) return <PageSkeleton rows={10} />;
  if (book.data) return <BookView book={book.data} />;
  if (!isRefusal(book.error, 'discipline.book_not_found', 'request.not_found', 'request.invalid')) {
    return <LoadFailure error={book.error} onRetry={() => void book.refetch()} />;
  }
  return (
    <Notice
      title="没有这一版管理细则"
      actions={
        <Button type="primary" onClick={() => navigate('/rule-books')}>
          回到管理细则
        </Button>
      }
    >
      地址可能不完整，或它还没有生效。
    </Notice>
  );
}

function BookView({ book }: { book: RuleBook }) {
  const { inForce, state, version, title, content, effectiveOn } = book;
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const isComing = !inForce && state !== 'withdrawn';
  return (
    <div className="page">
      <BackLink to="/rule-books" title="管理细则" />
      <PageHead title={title} note={version}>
        <BookActs book={book} />
      </PageHead>
      <div className={styles.columns}>
        <div className={styles.stack}>
          <VersionCard version={book} next={bookNext(book)} from={['生效日', effectiveOn]} />
          {isComing && may('GET /rule-books/:version/effect') && <BookEffectCard version={version} />}
        </div>
        {isComing && <BookDifferences book={book} />}
      </div>
      <section className={`card ${styles.card}`}>
        <Tabs
          activeKey={search.get('part') ?? 'articles'}
          onChange={(part) => setSearch(part === 'articles' ? {} : { part }, { replace: true })}
          items={[
            { key: 'articles', label: '条文', children: <BookArticles chapters={content.chapters} /> },
            { key: 'codes', label: `违规代码 ${content.codes.length}`, children: <BookCodes content={content} /> },
            { key: 'settings', label: '措施、期限与过渡', children: <BookSettings content={content} /> },
          ]}
        />
      </section>
    </div>
  );
}
