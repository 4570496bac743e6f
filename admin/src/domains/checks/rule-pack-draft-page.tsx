import ArrowLeftOutlined from '@ant-design/icons/ArrowLeftOutlined';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { detectors } from '@yongche/contract/vocabulary';
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
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { useTitle } from '../../components/use-title';
import type { RulePack } from './check';
import { isChanged, packProblems } from './pack-changes';
import { PackForm } from './pack-form';
import { nextVersion } from './pack-wording';
import { rulePackQuery, rulePacksKey, rulePacksQuery } from './queries';
import styles from './rule-pack.module.css';

/** 新建草稿 from the pack in force, or 修改草稿 where the address names one. */
export default function RulePackDraftPage() {
  const { version } = useParams();
  useTitle(version ? `修改规则包 ${version}` : '新建规则包');
  const packs = useQuery(rulePacksQuery);
  const inForce = packs.data?.items.find((pack) => pack.inForce)?.version;
  const base = useQuery({ ...rulePackQuery(inForce ?? ''), enabled: inForce !== undefined });
  const draft = useQuery({ ...rulePackQuery(version ?? ''), enabled: version !== undefined });
  const failed = [packs, base, draft].find((query) => query.isError && !query.data);
  if (failed) return <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (packs.data && inForce === undefined) return <Notice title="没有现行的规则包">草稿以现行规则包为底，请联系技术运维。</Notice>;
  if (!packs.data || !base.data || (version && !draft.data)) return <PageSkeleton rows={10} />;
  const today = dayOf(new Date());
  const taken = packs.data.items.map((pack) => pack.version);
  return (
    <Draft
      key={version ?? 'new'}
      base={base.data}
      draft={draft.data}
      proposed={nextVersion(base.data.version, taken, today.slice(0, 4))}
    />
  );
}

interface DraftProps {
  /** The pack in force. */
  base: RulePack;
  /** The draft to be changed; undefined where it is a new one. */
  draft: RulePack | undefined;
  /** A version that is free. */
  proposed: string;
}

function Draft({ base, draft, proposed }: DraftProps) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const [version, setVersion] = useState(draft?.version ?? proposed);
  const [title, setTitle] = useState(draft?.title ?? '');
  const [content, setContent] = useState((draft ?? base).content);
  const save = useMutation({
    mutationFn: () => {
      const body = { title: title.trim(), content };
      if (draft) return call('PUT /rule-packs/:version', { params: { version }, body });
      const created = { version: version.trim(), ...body };
      return call('POST /rule-packs', { body: created, idempotencyKey: intent.keyFor(created) });
    },
    onSuccess: (saved) => {
      void client.invalidateQueries({ queryKey: [rulePacksKey] });
      void navigate(`/checks/packs/${saved.version}`, { replace: true });
    },
    onSettled: (_, error) => intent.settle(error),
  });
  const problems = packProblems(content, detectors);
  const fields = save.error instanceof ApiError ? save.error.fields : [];
  const problemOf = (name: string) => fields.find(({ field }) => field === name)?.message;
  const isSame = !isChanged(content, base.content);
  const back = draft ? `/checks/packs/${draft.version}` : '/checks/packs';
  return (
    <form
      className="page"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Link className={styles.back} to={back}>
        <ArrowLeftOutlined /> {draft ? draft.title : '规则包'}
      </Link>
      <PageHead title={draft ? '修改草稿' : '新建草稿'} note={`以现行规则包 ${base.version} 为底，改过的项目有底色`} />
      <section className={`card ${styles.card}`}>
        <div className={styles.names}>
          <Field label="版本号" hint="保存后不能改" error={problemOf('version')}>
            <Input maxLength={20} disabled={draft !== undefined} value={version} onChange={(event) => setVersion(event.target.value)} />
          </Field>
          <Field label="名称" hint="写明这一版改了什么" error={problemOf('title')}>
            <Input autoFocus maxLength={60} value={title} onChange={(event) => setTitle(event.target.value)} />
          </Field>
        </div>
        <PackForm content={content} base={base.content} labels={base.settingLabels} onChange={setContent} />
      </section>
      <footer className={`card ${styles.save}`}>
        <p>
          {problems[0] ?? (save.isError ? <Refused error={save.error} /> : isSame ? '还没有改动。' : '保存为草稿，不影响任何交易。')}
        </p>
        <Button onClick={() => void navigate(back)}>取消</Button>
        <Button
          type="primary"
          htmlType="submit"
          loading={save.isPending}
          disabled={problems.length > 0 || title.trim() === '' || version.trim() === '' || isSame}
        >
          保存草稿
        </Button>
      </footer>
    </form>
  );
}

function Refused({ error }: { error: Error }) {
  const fields = error instanceof ApiError ? error.fields.map(({ message }) => message) : [];
  return <AlertLine tone="bad">没有保存：{[sentenceOf(error), ...fields].join(' ')}</AlertLine>;
}
