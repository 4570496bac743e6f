import { Button } from 'antd';
import { sentenceOf } from '../../../api';
import { AlertLine } from '../../../components/alert-line';
import { WorkspaceAlerts } from '../../../components/workspace';
import type { DeskState, Failure } from './inspection-desk';

interface DeskLinesProps {
  state: DeskState;
  onForget: (failure: Failure) => void;
}

/** What went wrong in the background, and what a colleague wants to know of this case. */
export function DeskLines({ state: { held, failures, claimError, troubled }, onForget }: DeskLinesProps) {
  const question = held[0]?.question;
  // As long as there is work in hand the next try comes early enough.
  const isShort = claimError !== undefined && held.length < 2;
  return (
    <WorkspaceAlerts>
      {failures.map((failure) => (
        <AlertLine
          key={`${failure.caseId} ${failure.sentence}`}
          tone="bad"
          actions={
            <Button size="small" onClick={() => onForget(failure)}>
              知道了
            </Button>
          }
        >
          <b>{failure.plate}</b>（{failure.serial}）{failure.sentence}
        </AlertLine>
      ))}
      {troubled > 0 && <AlertLine tone="warn">有{troubled}个结论还没有送到服务器，正在自动重试，请先不要关闭页面。</AlertLine>}
      {isShort && <AlertLine tone="warn">没有领到新的案件：{sentenceOf(claimError)}系统正在自动重试。</AlertLine>}
      {question && <AlertLine tone="info">请看清：{question}</AlertLine>}
    </WorkspaceAlerts>
  );
}
