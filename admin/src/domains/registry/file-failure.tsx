import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { isRefusal } from '../../api';
import { LoadFailure } from '../../components/load-failure';
import { Notice } from '../../components/notice';

interface FileFailureProps {
  error: unknown;
  onRetry: () => void;
  /** 企业, 代理证 or 固定端. */
  what: string;
  back: { to: string; title: string };
}

/** A file that cannot be shown: it is not there, or it did not load. */
export function FileFailure({ error, onRetry, what, back }: FileFailureProps) {
  const navigate = useNavigate();
  const isMissing = isRefusal(
    error,
    'registry.company_not_found',
    'registry.certificate_not_found',
    'registry.terminal_not_found',
    'request.not_found',
    'request.invalid',
  );
  if (!isMissing) return <LoadFailure error={error} onRetry={onRetry} />;
  return (
    <Notice
      title={`没有找到这份${what}档案`}
      actions={
        <Button type="primary" onClick={() => navigate(back.to)}>
          回到{back.title}
        </Button>
      }
    >
      地址可能不完整，或它不属于您的市场。
    </Notice>
  );
}
