import { returnCodes } from '@yongche/contract/vocabulary';
import { Button, Popover } from 'antd';
import { useEffect } from 'react';
import type { ReturnCode } from './check-marks';
import styles from './return-menu.module.css';

export const returnCodeList = Object.keys(returnCodes) as ReturnCode[];

interface ReturnMenuProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onChoose: (code: ReturnCode) => void;
}

/** The reasons for which a picture goes back; the first nine also have a key of their own. */
export function ReturnMenu({ isOpen, onOpenChange, onChoose }: ReturnMenuProps) {
  useEffect(() => {
    if (!isOpen) return;
    const closeOnEscape = (event: KeyboardEvent) => event.key === 'Escape' && onOpenChange(false);
    window.addEventListener('keydown', closeOnEscape);
    return () => window.removeEventListener('keydown', closeOnEscape);
  }, [isOpen, onOpenChange]);
  const reasons = (
    <ul className={styles.reasons} aria-label="退回原因">
      {returnCodeList.map((code, at) => (
        <li key={code}>
          <button type="button" onClick={() => onChoose(code)} autoFocus={at === 0}>
            <span className={styles.code}>{code}</span>
            <span>{returnCodes[code]}</span>
            {at < 9 && <kbd>{at + 1}</kbd>}
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <Popover
      open={isOpen}
      onOpenChange={onOpenChange}
      trigger="click"
      placement="topRight"
      content={reasons}
      destroyOnHidden
    >
      <Button danger aria-haspopup="menu" aria-expanded={isOpen}>
        退回…<kbd>T</kbd>
      </Button>
    </Popover>
  );
}
