import { sides } from '@yongche/contract/vocabulary';
import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { CounterDeal, StationFacts } from '../counter-deal';
import { nameOf } from '../deal-words';
import { useStationKeys } from '../use-station-keys';
import styles from './notice-dialog.module.css';

/** Nobody reads faster; a key that was pressed twice by accident is no consent. */
const readingMs = 1_000;

interface NoticeDialogProps {
  notice: StationFacts['partyNotice'];
  deal: CounterDeal;
  position: number;
  onAgreed: () => void;
  onClose: () => void;
}

/** 当事人告知 in large letters, for the screen that is turned to the customer: read, and agreed to by this one person. */
export function NoticeDialog({ notice, deal, position, onAgreed, onClose }: NoticeDialogProps) {
  const party = deal.input.parties[position]!;
  const [isReadable, setReadable] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setReadable(true), readingMs);
    return () => clearTimeout(timer);
  }, []);
  const isNoted = Boolean(deal.notifiedAt[position]);
  const agree = () => {
    if (isReadable && !isNoted) onAgreed();
  };
  useStationKeys({ keys: { y: agree }, onCode: () => undefined }, true);
  const absent = party.attendance === 'agent' && party.kind === 'person';
  return (
    <Modal open centered closable={false} width="min(max(1120px, 62vw), 96vw)" footer={null} onCancel={onClose} title={<span className={styles.title}>{notice.title}</span>} className={styles.dialog!}>
      <p className={styles.reader}>
        请{sides[party.side]}
        {party.kind === 'unit' ? '经办人' : ''} <b>{nameOf(party)}</b> {absent ? '的代理人代为阅读，并确认委托人已知情同意' : '本人阅读'}
      </p>
      <div className={styles.text}>
        {notice.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <footer className={styles.foot}>
        <span>版本 {notice.version}</span>
        <Button size="large" onClick={onClose}>
          返回<kbd>Esc</kbd>
        </Button>
        {isNoted ? (
          <b className={styles.noted}>✓ 已阅读并同意</b>
        ) : (
          <Button type="primary" size="large" disabled={!isReadable} onClick={agree}>
            已阅读并同意<kbd>Y</kbd>
          </Button>
        )}
      </footer>
    </Modal>
  );
}
