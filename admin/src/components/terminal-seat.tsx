import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { ownTerminalQuery } from '../own-terminal';
import { useStaff } from '../session';
import styles from './layout.module.css';
import { useHotkeys } from './use-hotkeys';

const SwitchDialog = lazy(() => import('../domains/identity/switch-dialog'));

/** In the header of a terminal's PC: which terminal it is, and for its operators the switch to a colleague (F4). */
export function TerminalSeat() {
  const { terminal, role } = useStaff();
  return (
    terminal && (
      <>
        <span className={styles.market}>
          {terminal.name} {terminal.number}
        </span>
        {role === 'operator' && <Switch />}
      </>
    )
  );
}

function Switch() {
  const { username } = useStaff();
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery(ownTerminalQuery);
  useHotkeys({ F4: () => setOpen(true) }, !isOpen);
  const hasPin = data?.state !== 'paired' || data.here.operators.some((operator) => operator.username === username && operator.hasPin);
  return (
    <>
      <Button className={styles.logout} type="text" onClick={() => setOpen(true)}>
        {hasPin ? '切换操作员' : '设置PIN与切换'}
        <kbd>F4</kbd>
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <SwitchDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
