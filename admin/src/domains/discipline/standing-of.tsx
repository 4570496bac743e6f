import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { isRefusal } from '../../api';
import { LoadFailure } from '../../components/load-failure';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import type { SubjectType } from './discipline';
import { standingQuery } from './queries';
import { StandingView } from './standing-view';

interface StandingOfProps {
  type: SubjectType;
  id: string;
  /** What the page is called for who reads it. */
  title: string;
}

/** 扣分情况 of one subject, with its loading and failed states. */
export function StandingOf({ type, id, title }: StandingOfProps) {
  const standing = useQuery(standingQuery(type, id));
  useTitle(standing.data ? `${title} ${standing.data.subject.name}` : title);
  if (standing.isPending) return <PageSkeleton rows={8} />;
  if (standing.data) return <StandingView standing={standing.data} title={title} />;
  if (isRefusal(standing.error, 'discipline.subject_not_found', 'request.not_found', 'request.invalid')) return <MissingSubject />;
  return <LoadFailure error={standing.error} onRetry={() => void standing.refetch()} />;
}

/** A subject that is not there, or somebody else's. */
export function MissingSubject() {
  const navigate = useNavigate();
  return (
    <Notice
      title="没有找到这个对象"
      actions={
        <Button type="primary" onClick={() => navigate('/violations')}>
          打开违规处理
        </Button>
      }
    >
      地址可能不完整，或它不属于您的市场。
    </Notice>
  );
}
