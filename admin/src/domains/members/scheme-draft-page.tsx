import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { BackLink } from '../../components/back-link';
import { Field } from '../../components/field';
import { LoadFailure } from '../../components/load-failure';
import { dayOf } from '../../components/moments';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useAct } from '../../components/use-act';
import { useTitle } from '../../components/use-title';
import { isChanged } from '../discipline/book-changes';
import { FieldProblems } from '../discipline/field-problems';
import { nextVersionOf } from '../governance/adopted-version';
import { problemOf } from '../identity/sentence';
import { type DuesScheme, type DuesSchemeContent, schemesKey } from './member';
import { schemeQuery, schemesQuery } from './queries';
import { firstScheme } from './scheme-changes';
import { SchemeTerms } from './scheme-terms';
import { schemeProblems } from './scheme-wording';
import styles from './scheme.module.css';
import { TierEditor } from './tier-editor';

/** 新建草稿 from the scheme in force (or else the latest one), or 修改草稿 where the address names one. */
export default function SchemeDraftPage() {
  const { version } = useParams();
  useTitle(version ? `修改会费标准 ${version}` : '新建会费标准');
  const schemes = useQuery(schemesQuery);
  const draft = useQuery({ ...schemeQuery(version ?? ''), enabled: version !== undefined });
  const failed = [schemes, draft].find((query) => query.isError && !query.data);
  if (failed) return <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!schemes.data || (version && !draft.data)) return <PageSkeleton rows={10} />;
  const { items } = schemes.data;
  const base = items.find(({ inForce }) => inForce) ?? items.find((one) => one.version !== version);
  const taken = items.map((scheme) => scheme.version);
  return <Draft key={version ?? 'new'} base={base} draft={draft.data} proposed={nextVersionOf(taken, dayOf(new Date()).slice(0, 4))} />;
}

interface DraftProps {
  /** The scheme from which a new draft begins and with which it is compared; undefined for the very first one. */
  base: DuesScheme | undefined;
  draft: DuesScheme | undefined;
  /** A version that is free. */
  proposed: string;
}

function Draft({ base, draft, proposed }: DraftProps) {
  const navigate = useNavigate();
  const from = base ?? firstScheme;
  const [version, setVersion] = useState(draft?.version ?? proposed);
  const [title, setTitle] = useState((draft ?? from).title);
  const [content, setContent] = useState((draft ?? from).content);
  const save = useAct({
    about: draft ? `change ${draft.version}` : 'new',
    send: ({ version: of, ...body }: { version: string; title: string; content: DuesSchemeContent }, idempotencyKey) =>
      draft
        ? call('PUT /dues-schemes/:version', { params: { version: draft.version }, body })
        : call('POST /dues-schemes', { body: { version: of, ...body }, idempotencyKey }),
    renews: [[schemesKey]],
    done: '草稿已保存。',
    onDone: (saved) => void navigate(`/dues-schemes/${saved.version}`, { replace: true }),
  });
  const isSame = draft ? !isChanged([content, title], [draft.content, draft.title]) : base !== undefined && !isChanged(content, base.content);
  const problems = schemeProblems(content);
  const isComplete = title.trim() !== '' && version.trim() !== '' && problems.length === 0;
  const back = draft ? { to: `/dues-schemes/${draft.version}`, title: draft.title } : { to: '/dues-schemes', title: '会费标准' };
  return (
    <form
      className="page"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete && !isSame) save.mutate({ version: version.trim(), title: title.trim(), content });
      }}
    >
      <BackLink {...back} />
      <PageHead title={draft ? '修改草稿' : '新建草稿'} note={base ? `以${base.inForce ? '现行标准' : '标准'} ${base.version} 为底，改过的档次有底色` : '第一版会费标准'} />
      <FieldProblems.Provider value={save.error instanceof ApiError ? save.error.fields : []}>
        <section className={`card ${styles.card}`}>
          <div className={styles.names}>
            <Field label="版本号" hint="保存后不能改" error={problemOf(save.error, 'version')}>
              <Input maxLength={20} disabled={draft !== undefined} value={version} onChange={(event) => setVersion(event.target.value)} />
            </Field>
            <Field label="名称" hint="公布时的全称" error={problemOf(save.error, 'title')}>
              <Input maxLength={60} value={title} onChange={(event) => setTitle(event.target.value)} />
            </Field>
          </div>
        </section>
        <section className={`card ${styles.card}`}>
          <h2>档次</h2>
          <TierEditor content={content} base={from.content} onChange={setContent} />
        </section>
        <section className={`card ${styles.card}`}>
          <h2>期限与催缴</h2>
          <SchemeTerms content={content} onChange={setContent} />
        </section>
      </FieldProblems.Provider>
      <footer className={`card ${styles.save}`}>
        <div>
          {save.isError ? (
            <AlertLine tone="bad">没有保存：{sentenceOf(save.error)}</AlertLine>
          ) : (
            <p>{problems.length > 0 ? problems.join('') : isSame ? '还没有改动。' : '保存为草稿，不影响任何人；提交会员大会之前都可以再改。'}</p>
          )}
        </div>
        <Button onClick={() => void navigate(back.to)}>取消</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!isComplete || isSame}>
          保存草稿
        </Button>
      </footer>
    </form>
  );
}
