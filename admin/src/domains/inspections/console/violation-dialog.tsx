import { useQuery } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../../../api';
import { AlertLine } from '../../../components/alert-line';
import { Notice } from '../../../components/notice';
import { PageSkeleton } from '../../../components/page-skeleton';
import { codesInForceQuery } from '../queries';
import type { CaseMark } from './case-marks';
import styles from './choice-list.module.css';
import { codeTitle } from './console-keys';

interface ViolationDialogProps {
  mark: CaseMark;
  /** Null is the usual one of the return code again. */
  onChoose: (violation: string | null) => void;
  onClose: () => void;
}

/** The violation that a mark is, where it is not the usual one of its return code: type a code or words, arrows, Enter. */
export function ViolationDialog({ mark, onChoose, onClose }: ViolationDialogProps) {
  const book = useQuery(codesInForceQuery);
  const [words, setWords] = useState('');
  const [moved, setMoved] = useState<string>();
  const usual = book.data?.byReturnCode[mark.code] ?? null;
  const found = (book.data?.codes ?? []).filter(({ code, name }) => `${code} ${name}`.toUpperCase().includes(words.trim().toUpperCase()));
  const at = Math.max(0, found.findIndex(({ code }) => code === (moved ?? (words === '' ? (mark.violation ?? usual) : undefined))));
  const choose = (code: string | undefined) => code !== undefined && onChoose(code === usual ? null : code);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setMoved(found[Math.min(found.length - 1, Math.max(0, at + step))]?.code);
    }
    if (event.key === 'Enter') choose(found[at]?.code);
  };
  return (
    <Modal
      open
      title={`${codeTitle(mark.code)}：违规代码`}
      width={460}
      footer={null}
      onCancel={onClose}
      // The first thing that can be focused is then the field.
      closable={false}
      transitionName=""
      maskTransitionName=""
    >
      <div className={styles.dialog}>
        {book.isPending && <PageSkeleton rows={2} />}
        {book.isError && <AlertLine tone="bad">没有取到扣分标准：{sentenceOf(book.error)}</AlertLine>}
        {book.data === null && <Notice title="还没有生效的扣分标准">问题照常送出，不附违规代码。</Notice>}
        {book.data && (
          <>
            <Input
              autoFocus
              aria-label="违规代码或名称"
              placeholder="输入代码或名称，↑ ↓ 选择，Enter 选定，Esc 不改"
              value={words}
              onChange={(event) => {
                setWords(event.target.value);
                setMoved(undefined);
              }}
              onKeyDown={onKeyDown}
            />
            <ul className={styles.choices} data-long="true" aria-label="违规代码">
              {found.map(({ code, name }, index) => (
                <Choice key={code} isOn={index === at} onClick={() => choose(code)}>
                  <code>{code}</code> {name}
                  {code === usual && <small>通常</small>}
                </Choice>
              ))}
            </ul>
            {found.length === 0 && <p>没有这样的违规代码，请换几个字。</p>}
          </>
        )}
      </div>
    </Modal>
  );
}

function Choice({ isOn, onClick, children }: { isOn: boolean; onClick: () => void; children: ReactNode }) {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isOn) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isOn]);
  return (
    <li ref={line}>
      <button type="button" data-on={isOn} tabIndex={-1} onClick={onClick}>
        {children}
      </button>
    </li>
  );
}
