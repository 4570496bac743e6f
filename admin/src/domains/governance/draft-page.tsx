import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { LoadFailure } from '../../components/load-failure';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import type { VersionFile } from './adopted-version';
import { type Draft, DraftForm, type DraftFormProps } from './draft-form';

interface DraftPageProps<Content> extends Omit<DraftFormProps<Content>, 'base' | 'draft' | 'taken'> {
  versions: UseQueryResult<{ items: (VersionFile & { content: Content })[] }>;
  /** From what the very first version begins. */
  first: Draft<Content>;
}

/** 新建草稿 from the version in force (or else the latest one), or 修改草稿 where the address names one. */
export function DraftPage<Content>({ versions, first, ...form }: DraftPageProps<Content>) {
  const { version } = useParams();
  const { what, href } = form;
  const navigate = useNavigate();
  useTitle(version ? `修改${what} ${version}` : `新建${what}`);
  if (!versions.data) return versions.isError ? <LoadFailure error={versions.error} onRetry={() => void versions.refetch()} /> : <PageSkeleton rows={10} />;
  const { items } = versions.data;
  const draft = items.find((one) => one.version === version);
  if (version && !draft?.may.change) {
    return (
      <Notice
        title={`没有可以修改的草稿 ${version}`}
        actions={
          <Button type="primary" onClick={() => navigate(href)}>
            回到{what}
          </Button>
        }
      >
        地址可能不完整；已经提交会员大会或通过的，内容不能再改。
      </Notice>
    );
  }
  const others = items.filter((one) => one !== draft);
  const base = others.find(({ inForce }) => inForce) ?? others[0] ?? first;
  return <DraftForm key={version ?? 'new'} {...form} base={base} draft={draft} taken={items.map((one) => one.version)} />;
}
