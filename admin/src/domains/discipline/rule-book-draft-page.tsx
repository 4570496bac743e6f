import ArrowLeftOutlined from '@ant-design/icons/ArrowLeftOutlined';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { LoadFailure } from '../../components/load-failure';
import { dayOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useAct } from '../../components/use-act';
import { useTitle } from '../../components/use-title';
import { nextVersionOf } from '../governance/adopted-version';
import { bookParts, isChanged, partOf } from './book-changes';
import { BookForm } from './book-form';
import form from './book-form.module.css';
import { type RuleBook, type RuleBookContent, ruleBooksKey } from './discipline';
import { FieldProblems } from './field-problems';
import { ruleBookQuery, ruleBooksQuery } from './queries';
import styles from './rule-book.module.css';

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
  const taken = books.data.items.map((book) => book.version);
  return <Draft key={version ?? 'new'} base={from.data} draft={draft.data} proposed={nextVersionOf(taken, dayOf(new Date()).slice(0, 4))} />;
}

interface DraftProps {
  /** The book from which a new draft begins and with which it is compared. */
  base: RuleBook;
  /** The draft to be changed; undefined where it is a new one. */
  draft: RuleBook | undefined;
  /** A version that is free. */
  proposed: string;
}

function Draft({ base, draft, proposed }: DraftProps) {
  const navigate = useNavigate();
  const [version, setVersion] = useState(draft?.version ?? proposed);
  const [title, setTitle] = useState(draft?.title ?? base.title);
  const [content, setContent] = useState((draft ?? base).content);
  const save = useAct({
    about: draft ? `change ${draft.version}` : 'new',
    send: ({ version: of, ...body }: { version: string; title: string; content: RuleBookContent }, idempotencyKey) =>
      draft
        ? call('PUT /rule-books/:version', { params: { version: draft.version }, body })
        : call('POST /rule-books', { body: { version: of, ...body }, idempotencyKey }),
    renews: [[ruleBooksKey]],
    done: '草稿已保存。',
    onDone: (saved) => void navigate(`/rule-books/${saved.version}`, { replace: true }),
  });
  const refused = save.error instanceof ApiError ? save.error.fields : [];
  const problemOf = (name: string) => refused.find(({ field }) => field === name)?.message;
  const isSame = draft ? !isChanged([content, title], [draft.content, draft.title]) : !isChanged(content, base.content);
  const back = draft ? `/rule-books/${draft.version}` : '/rule-books';
  return (
    <form
      className="page"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ version: version.trim(), title: title.trim(), content });
      }}
    >
      <Link className={styles.back} to={back}>
        <ArrowLeftOutlined /> {draft ? draft.title : '管理细则'}
      </Link>
      <PageHead title={draft ? '修改草稿' : '新建草稿'} note={`以${base.inForce ? '现行细则' : '细则'} ${base.version} 为底，改过的项目有底色`} />
      <FieldProblems.Provider value={refused}>
        <div className={form.layout}>
          <PartList refused={refused.map(({ field }) => field)} />
          <div className={form.parts}>
            <section id="part-names" className={`card ${styles.card}`}>
              <div className={form.names}>
                <Field label="版本号" hint="保存后不能改" error={problemOf('version')}>
                  <Input maxLength={20} disabled={draft !== undefined} value={version} onChange={(event) => setVersion(event.target.value)} />
                </Field>
                <Field label="名称" hint="公布时的全称" error={problemOf('title')}>
                  <Input maxLength={60} value={title} onChange={(event) => setTitle(event.target.value)} />
                </Field>
              </div>
            </section>
            <BookForm content={content} base={base.content} onChange={setContent} />
          </div>
        </div>
      </FieldProblems.Provider>
      <footer className={`card ${form.save}`}>
        <div>
          {save.isError && <Refused error={save.error} count={refused.length} />}
          {!save.isError && <p>{isSame ? '还没有改动。' : '保存为草稿，不影响任何人；提交会员大会之前都可以再改。'}</p>}
        </div>
        <Button onClick={() => void navigate(back)}>取消</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={title.trim() === '' || version.trim() === '' || isSame}>
          保存草稿
        </Button>
      </footer>
    </form>
  );
}

function Refused({ error, count }: { error: Error; count: number }) {
  return (
    <AlertLine tone="bad">
      没有保存：{sentenceOf(error)}
      {count > 0 && `共 ${count} 处，已在各项下面标出。`}
    </AlertLine>
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
