import { Button } from 'antd';
import { isPassing, sentenceOf } from '../api';
import { Notice } from './notice';

/** Says why something could not be loaded, and offers another try. */
export function LoadFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <Notice
      tone="bad"
      title={isPassing(error) ? '没有加载出来' : '无法显示'}
      actions={
        <Button type="primary" onClick={onRetry}>
          重试
        </Button>
      }
    >
      {sentenceOf(error)}
    </Notice>
  );
}
