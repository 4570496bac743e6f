import ArrowLeftOutlined from '@ant-design/icons/ArrowLeftOutlined';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Segmented, Select } from 'antd';
import { disciplineSubjects } from '@yongche/contract/vocabulary';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { LoadFailure } from '../../components/load-failure';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import { useAct } from '../../components/use-act';
import { useTitle } from '../../components/use-title';
import { articleName, codeNotes, subjectsWord } from './book-wording';
import { useBookInForce } from './book-in-force';
import { DealPicker } from './deal-picker';
import { disciplineKey, type RuleBook, type SubjectType } from './discipline';
import { violationQuery } from './queries';
import { SubjectPicker } from './subject-picker';
import styles from './violation-new-page.module.css';
import { codesByLetter, type Entries, entriesIn, entryProblems } from './violation-entry';

/** 登记违规: found by a person; the one concerned is told at once and may state the case before anything is decided. */
export default function ViolationNewPage() {
  useTitle('登记违规');
  const { book, error, retry } = useBookInForce();
  if (book === null) return <Notice title="还没有生效的管理细则">违规须依据生效的细则登记。请先由会员大会通过，再由会长定生效日。</Notice>;
  if (book) return <NewViolation book={book} />;
  return error ? <LoadFailure error={error} onRetry={retry} /> : <PageSkeleton />;
}

function NewViolation({ book }: { book: RuleBook }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [search] = useSearchParams();
  const { codes, chapters } = book.content;
  const [entries, setEntries] = useState<Entries>(() => entriesIn(search, codes));
  const [isTold, setTold] = useState(false);
  const chosen = codes.find(({ code }) => code === entries.code);
  const article = chosen && chapters.flatMap(({ articles }) => articles).find(({ number }) => number === chosen.article);
  const open = useAct({
    about: 'violation',
    send: (body: Entries & { subjectType: SubjectType }, idempotencyKey) =>
      call('POST /violations', { body: { ...body, facts: body.facts.trim(), transactionId: body.transactionId || null }, idempotencyKey }),
    renews: [[disciplineKey, 'violations'], [disciplineKey, 'standing']],
    done: '已登记并告知当事人。',
    onDone: (violation) => {
      client.setQueryData(violationQuery(violation.id).queryKey, violation);
      void navigate(`/violations/${violation.id}`, { replace: true });
    },
  });
  const change = (part: Partial<Entries>) => {
    setEntries((now) => ({ ...now, ...part }));
    if (open.isError) open.reset();
  };
  const problems = entryProblems(entries);
  const refused = open.error instanceof ApiError ? open.error.fields : [];
  const problemOf = (name: keyof Entries) => refused.find(({ field }) => field === name)?.message ?? (isTold ? problems[name] : undefined);
  const submit = () => {
    setTold(true);
    if (entries.subjectType && Object.keys(problems).length === 0 && !open.isPending) open.mutate({ ...entries, subjectType: entries.subjectType });
  };
  return (
    <div className={`page ${styles.page}`}>
      <Link className={styles.back} to="/violations">
        <ArrowLeftOutlined /> 违规处理
      </Link>
      <h1>登记违规</h1>
      <form
        className={`card ${styles.form}`}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label="违规" hint={`依据《管理细则》${book.version} 版`} error={problemOf('code')}>
          <Select
            autoFocus
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="输入代码或名称中的几个字"
            value={entries.code || null}
            options={codesByLetter(codes)}
            onChange={(code: string) => {
              const subjects = codes.find((one) => one.code === code)?.subjects ?? [];
              change({ code, subjectType: subjects.length === 1 ? subjects[0] : undefined, subjectId: '' });
            }}
          />
        </Field>
        {chosen && (
          <div className={styles.code}>
            <p>
              <b>{chosen.points} 分</b>　扣分对象：{subjectsWord(chosen)}
              {codeNotes(chosen).map((note) => `　${note}`)}
            </p>
            {article && (
              <p className={styles.soft}>
                {articleName(article.number)} {article.title}：{article.text}
              </p>
            )}
          </div>
        )}
        {chosen && chosen.subjects.length > 1 && (
          <Field label="扣分对象的类别" error={problemOf('subjectType')}>
            <Segmented className={styles.choice}
              value={entries.subjectType ?? ''}
              options={chosen.subjects.map((type) => ({ value: type, label: disciplineSubjects[type] }))}
              onChange={(type) => change({ subjectType: type as SubjectType, subjectId: '' })}
            />
          </Field>
        )}
        {entries.subjectType && (
          <SubjectPicker
            key={entries.subjectType}
            type={entries.subjectType}
            value={entries.subjectId}
            problem={problemOf('subjectId')}
            onChange={(subjectId) => change({ subjectId })}
          />
        )}
        <DealPicker value={entries.transactionId} problem={problemOf('transactionId')} onChange={(transactionId) => change({ transactionId })} />
        <Field label="违规事实" hint="什么时候、在哪里、做了什么、有什么证据；当事人会看到，不要写其他人的姓名和号码" error={problemOf('facts')}>
          <Input.TextArea
            autoSize={{ minRows: 4, maxRows: 10 }}
            maxLength={500}
            showCount
            value={entries.facts}
            onChange={(event) => change({ facts: event.target.value })}
          />
        </Field>
        <AlertLine tone="info">
          登记后立即告知当事人。当事人有 {book.content.defenceWorkingDays} 个工作日陈述，之后再作决定，登记本身不扣分。
        </AlertLine>
        {open.isError && refused.length === 0 && <AlertLine tone="bad">没有登记：{sentenceOf(open.error)}</AlertLine>}
        <div>
          <Button type="primary" size="large" htmlType="submit" loading={open.isPending}>
            登记并告知
          </Button>
        </div>
      </form>
    </div>
  );
}
