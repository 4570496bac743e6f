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
import { nextVersionOf } from '../governance/adopted-version';
import { problemOf } from '../identity/sentence';
import { type Tariff, type TariffContent, tariffsKey } from './billing';
import { tariffQuery, tariffsQuery } from './queries';
import { TariffForm } from './tariff-form';
import { firstTariff, priceWord, tariffGaps } from './tariff-wording';
import styles from './tariff.module.css';

/** 新建草稿 from the tariff in force (or else the latest one), or 修改草稿 where the address names one. */
export default function TariffDraftPage() {
  const { version } = useParams();
  useTitle(version ? `修改收费标准 ${version}` : '新建收费标准');
  const tariffs = useQuery(tariffsQuery);
  const draft = useQuery({ ...tariffQuery(version ?? ''), enabled: version !== undefined });
  const failed = [tariffs, draft].find((query) => query.isError && !query.data);
  if (failed) return <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!tariffs.data || (version && !draft.data)) return <PageSkeleton rows={10} />;
  const { items } = tariffs.data;
  const base = items.find(({ inForce }) => inForce) ?? items.find((one) => one.version !== version);
  const taken = items.map((tariff) => tariff.version);
  return <Draft key={version ?? 'new'} base={base} draft={draft.data} proposed={nextVersionOf(taken, dayOf(new Date()).slice(0, 4))} />;
}

interface DraftProps {
  /** The tariff from which a new draft begins; undefined for the very first one. */
  base: Tariff | undefined;
  draft: Tariff | undefined;
  /** A version that is free. */
  proposed: string;
}

function Draft({ base, draft, proposed }: DraftProps) {
  const navigate = useNavigate();
  const from = base ?? firstTariff;
  const [version, setVersion] = useState(draft?.version ?? proposed);
  const [title, setTitle] = useState((draft ?? from).title);
  const [content, setContent] = useState((draft ?? from).content);
  const save = useAct({
    about: draft ? `change ${draft.version}` : 'new',
    send: ({ version: of, ...body }: { version: string; title: string; content: TariffContent }, idempotencyKey) =>
      draft
        ? call('PUT /tariffs/:version', { params: { version: draft.version }, body })
        : call('POST /tariffs', { body: { version: of, ...body }, idempotencyKey }),
    renews: [[tariffsKey]],
    done: '草稿已保存。',
    onDone: (saved) => void navigate(`/tariffs/${saved.version}`, { replace: true }),
  });
  const isSame = draft ? !isChanged([content, title], [draft.content, draft.title]) : base !== undefined && !isChanged(content, base.content);
  const gaps = tariffGaps(content);
  const isComplete = title.trim() !== '' && version.trim() !== '' && gaps.length === 0;
  const back = draft ? { to: `/tariffs/${draft.version}`, title: draft.title } : { to: '/tariffs', title: '收费标准' };
  const isFieldRefused = save.error instanceof ApiError && save.error.fields.length > 0;
  return (
    <form
      className="page"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete && !isSame) save.mutate({ version: version.trim(), title: title.trim(), content });
      }}
    >
      <BackLink {...back} />
      <PageHead title={draft ? '修改草稿' : '新建草稿'} note={base ? `以${base.inForce ? '现行标准' : '标准'} ${base.version} 为底` : '第一版收费标准'} />
      <section className={`card ${styles.card}`}>
        <div className={styles.names}>
          <Field label="版本号" hint="保存后不能改" error={problemOf(save.error, 'version')}>
            <Input maxLength={20} disabled={draft !== undefined} value={version} onChange={(event) => setVersion(event.target.value)} />
          </Field>
          <Field label="名称" hint="公示时的全称" error={problemOf(save.error, 'title')}>
            <Input maxLength={60} value={title} onChange={(event) => setTitle(event.target.value)} />
          </Field>
        </div>
      </section>
      <TariffForm content={content} error={save.error} onChange={setContent} />
      <footer className={`card ${styles.save}`}>
        <div>
          {save.isError ? (
            <AlertLine tone="bad">
              没有保存：{sentenceOf(save.error)}
              {isFieldRefused && '已在各项下面标出。'}
            </AlertLine>
          ) : (
            <p>{gaps.length > 0 ? gaps.join('') : isSame ? '还没有改动。' : `${priceWord(content)}。保存为草稿，不影响任何人。`}</p>
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
