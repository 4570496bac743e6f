import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { call } from '../api';
import { useStaff, type Staff } from '../session';
import { ReasonDialog } from './reason-dialog';
import styles from './revealed-value.module.css';

/** How long a revealed value stays on the screen, in seconds. */
const shownFor = 30;
const shortestReason = 4;

/** Posts that may see a personal value in full, one by one. */
export function mayReveal(role: Staff['role']): boolean {
  return role === 'clerk' || role === 'inspector';
}

interface RevealedValueProps {
  personId: string;
  field: 'name' | 'idNumber' | 'phone';
  /** What everybody reads, such as 甄** ; null where nothing is on file. */
  masked: string | null;
  className?: string | undefined;
}

const titles = { name: '姓名', idNumber: '身份证号', phone: '手机号' } as const;

/**
 * One personal value, masked. 查看 asks for the reason, which goes into the audit log, and then shows this one value for
 * 30 seconds, or until the page is left.
 */
export function RevealedValue({ personId, field, masked, className }: RevealedValueProps) {
  const isOpen = mayReveal(useStaff().role);
  const [isAsking, setAsking] = useState(false);
  const [value, setValue] = useState<string>();
  const hide = () => setValue(undefined);
  if (masked === null) return <span className={styles.none}>未登记</span>;
  return (
    <span className={styles.value}>
      <span className={className} data-revealed={value !== undefined}>
        {value ?? masked}
      </span>
      {value !== undefined ? (
        <Countdown onEnd={hide} />
      ) : (
        isOpen && (
          <Button size="small" type="link" aria-label={`查看${titles[field]}`} onClick={() => setAsking(true)}>
            查看
          </Button>
        )
      )}
      {isAsking && (
        <AskReason
          personId={personId}
          field={field}
          onRevealed={(revealed) => {
            setValue(revealed);
            setAsking(false);
          }}
          onCancel={() => setAsking(false)}
        />
      )}
    </span>
  );
}

function Countdown({ onEnd }: { onEnd: () => void }) {
  const [left, setLeft] = useState(shownFor);
  useEffect(() => {
    const tick = setInterval(() => setLeft((seconds) => seconds - 1), 1_000);
    return () => clearInterval(tick);
  }, []);
  useEffect(() => {
    const hideWhenLeft = () => document.hidden && onEnd();
    document.addEventListener('visibilitychange', hideWhenLeft);
    return () => document.removeEventListener('visibilitychange', hideWhenLeft);
  });
  useEffect(() => {
    if (left <= 0) onEnd();
  });
  return (
    <Button size="small" type="link" onClick={onEnd}>
      {Math.max(left, 0)}秒后隐藏
    </Button>
  );
}

interface AskReasonProps {
  personId: string;
  field: RevealedValueProps['field'];
  onRevealed: (value: string) => void;
  onCancel: () => void;
}

function AskReason({ personId, field, onRevealed, onCancel }: AskReasonProps) {
  const reveal = useMutation({
    mutationFn: (reason: string) => call('POST /persons/:id/reveals', { params: { id: personId }, body: { field, reason } }),
    onSuccess: ({ value }) => onRevealed(value),
    // The value belongs into this moment, not into a cache.
    gcTime: 0,
  });
  return (
    <ReasonDialog
      title={`查看${titles[field]}`}
      okText={`查看${shownFor}秒`}
      label="查看事由"
      hint={`至少${shortestReason}个字`}
      usualReasons={['电话联系本人', '与证件原件核对', '处理投诉举报', '配合有关部门查询']}
      shortest={shortestReason}
      sending={reveal}
      failed="没有显示"
      onSend={(reason) => reveal.mutate(reason)}
      onClose={onCancel}
    >
      <p>只显示这一项，{shownFor}秒后自动隐藏。您的姓名、时间和事由会记入审计日志。</p>
    </ReasonDialog>
  );
}
