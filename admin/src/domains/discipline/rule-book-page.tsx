import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { useParams, useSearchParams } from 'react-router';
import { BackLink } from '../../components/back-link';
import { PageHead } from '../../components/page-head';
import { RecordPage } from '../../components/record-page';
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

const back = { to: '/rule-books', title: '管理细则' };

/** One version of the rule book: as a document, as a table of codes, as settings; and what it would change. */
export default function RuleBookPage() {
  const { version = '' } = useParams();
  const book = useQuery(ruleBookQuery(version));
  useTitle(`管理细则 ${version}`);
  return (
    <RecordPage record={book} missing="discipline.book_not_found" title="没有这一版管理细则" hint="地址可能不完整，或它还没有生效。" back={back}>
      {(found) => <BookView book={found} />}
    </RecordPage>
  );
}

function BookView({ book }: { book: RuleBook }) {
  const { inForce, state, version, title, content, effectiveOn } = book;
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const isComing = !inForce && state !== 'withdrawn';
  return (
    <div className="page">
      <BackLink {...back} />
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
