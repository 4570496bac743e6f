import ArrowLeftOutlined from '@ant-design/icons/ArrowLeftOutlined';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { ApiError, call, sentenceOf } from '../../../api';
import { AlertLine } from '../../../components/alert-line';
import { Field } from '../../../components/field';
import { LoadFailure } from '../../../components/load-failure';
import { dayOf } from '../../../components/moments';
import { Notice } from '../../../components/notice';
import { PageHead } from '../../../components/page-head';
import { PageSkeleton } from '../../../components/page-skeleton';
import { useAct } from '../../../components/use-act';
import { useTitle } from '../../../components/use-title';
import { isChanged } from '../../checks/pack-changes';
import { nextVersion } from '../../checks/pack-wording';
import type { SamplingPlan, SamplingPlanDraft } from '../inspection';
import { samplingPlansKey, samplingPlansQuery } from '../queries';
import { PlanForm } from './plan-form';
import styles from './plan.module.css';

/** 新建草稿 from the plan in force, or 修改草稿 where the address names one. */
export default function SamplingPlanDraftPage() {
  const { version } = useParams();
  useTitle(version ? `修改抽样计划 ${version}` : '新建抽样计划');
  const plans = useQuery(samplingPlansQuery);
  if (plans.isPending) return <PageSkeleton rows={10} />;
  if (!plans.data) return <LoadFailure error={plans.error} onRetry={() => void plans.refetch()} />;
  const { items } = plans.data;
  const base = items.find(({ inForce }) => inForce) ?? items[0];
  const draft = items.find((plan) => plan.version === version);
  if (!base) return <Notice title="没有现行的抽样计划">草稿以现行计划为底，请联系技术运维。</Notice>;
  if (version !== undefined && !draft?.may.change) return <Notice title="这个计划不能修改">只有草稿可以修改。要调整，请新建草稿。</Notice>;
  const taken = items.map((plan) => plan.version);
  return <Draft key={version ?? 'new'} base={base} draft={draft} proposed={nextVersion(base.version, taken, dayOf(new Date()).slice(0, 4))} />;
}

interface DraftProps {
  /** The plan in force. */
  base: SamplingPlan;
  /** The draft to be changed; undefined where it is a new one. */
  draft: SamplingPlan | undefined;
  /** A version that is free. */
  proposed: string;
}

function Draft({ base, draft, proposed }: DraftProps) {
  const navigate = useNavigate();
  const [version, setVersion] = useState(draft?.version ?? proposed);
  const [title, setTitle] = useState(draft?.title ?? '');
  const [content, setContent] = useState((draft ?? base).content);
  const save = useAct({
    about: draft ? `change ${draft.version}` : 'new plan',
    send: (body: SamplingPlanDraft, idempotencyKey) =>
      draft
        ? call('PUT /sampling-plans/:version', { params: { version: draft.version }, body: { title: body.title, content: body.content } })
        : call('POST /sampling-plans', { body, idempotencyKey }),
    renews: [[samplingPlansKey]],
    onDone: (saved) => void navigate(`/inspection/plans/${saved.version}`, { replace: true }),
  });
  const fields = save.error instanceof ApiError ? save.error.fields : [];
  const problemOf = (name: string) => fields.find(({ field }) => field === name)?.message;
  const isSame = !isChanged(content, base.content);
  const isIncomplete = content.markets.some(({ marketId }) => marketId === '') || content.agents.some(({ certificateNumber }) => certificateNumber === '');
  const back = draft ? `/inspection/plans/${draft.version}` : '/inspection/plans';
  return (
    <form
      className="page"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ version: version.trim(), title: title.trim(), content });
      }}
    >
      <Link className={styles.back} to={back}>
        <ArrowLeftOutlined /> {draft ? draft.title : '抽样计划'}
      </Link>
      <PageHead title={draft ? '修改草稿' : '新建草稿'} note={`以现行计划 ${base.version} 为底，改过的项目有底色`} />
      <section className={`card ${styles.card}`}>
        <div className={styles.names}>
          <Field label="版本号" hint="保存后不能改" error={problemOf('version')}>
            <Input maxLength={20} disabled={draft !== undefined} value={version} onChange={(event) => setVersion(event.target.value)} />
          </Field>
          <Field label="名称" hint="写明这一版改了什么" error={problemOf('title')}>
            <Input autoFocus maxLength={60} value={title} onChange={(event) => setTitle(event.target.value)} />
          </Field>
        </div>
        <PlanForm content={content} base={base.content} problemOf={(path) => problemOf(`content.${path}`)} onChange={setContent} />
      </section>
      <footer className={`card ${styles.save}`}>
        <div>
          {save.isError ? (
            <AlertLine tone="bad">没有保存：{[sentenceOf(save.error), ...fields.map(({ message }) => message)].join(' ')}</AlertLine>
          ) : isIncomplete ? (
            '请选好每一项的市场和代理证，或删去空的一项。'
          ) : isSame ? (
            '还没有改动。'
          ) : (
            '保存为草稿，不影响任何交易。'
          )}
        </div>
        <Button onClick={() => void navigate(back)}>取消</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={title.trim() === '' || version.trim() === '' || isSame || isIncomplete}>
          保存草稿
        </Button>
      </footer>
    </form>
  );
}
