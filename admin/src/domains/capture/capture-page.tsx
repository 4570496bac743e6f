import { useQueryClient } from '@tanstack/react-query';
import { Button, ConfigProvider } from 'antd';
import { isPassing } from '../../api';
import { LoadFailure } from '../../components/load-failure';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { CaptureStation } from './capture-station';
import { useKeeping } from './store/station';
import { useStationFacts } from './store/station-facts';
import { useIsHuge } from './use-is-huge';

const motion = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
/** Always one of the two: between a theme and none, antd builds the page anew, and what was typed would be gone. */
const usual = { token: { motion } };
const huge = { token: { motion, fontSize: 21, controlHeight: 52, controlHeightLG: 62, controlHeightSM: 42 } };

/** 采集台: a market's counter with a document camera. What it needs to begin with is remembered, so that it works without a network. */
export default function CapturePage() {
  useTitle('采集台');
  const staff = useStaff();
  const client = useQueryClient();
  const { facts, error } = useStationFacts();
  const { isReady, trouble } = useKeeping();
  const isHuge = useIsHuge();
  const askAgain = () => void client.invalidateQueries({ queryKey: ['capture-station'] });
  if (!isReady && trouble) {
    return (
      <Notice tone="bad" title="这台电脑现在不能采集">
        {trouble}
      </Notice>
    );
  }
  if (!facts && isPassing(error)) {
    return (
      <Notice
        tone="bad"
        title="这台电脑第一次使用采集台，需要先联网一次"
        actions={
          <Button type="primary" onClick={askAgain}>
            重试
          </Button>
        }
      >
        还没有取得本市场的拍照清单和告知内容。请检查网络后重试；有了这些，以后断网也能照常采集。
      </Notice>
    );
  }
  if (!facts && error) return <LoadFailure error={error} onRetry={askAgain} />;
  if (!facts || !isReady) return <PageSkeleton />;
  return (
    <ConfigProvider theme={isHuge ? huge : usual}>
      <CaptureStation staff={staff} facts={facts} />
    </ConfigProvider>
  );
}
