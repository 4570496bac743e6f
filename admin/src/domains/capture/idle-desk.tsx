import { useHotkeys } from '../../components/use-hotkeys';
import { Button } from 'antd';
import { tokenIn } from '../registry/check-token';
import type { CounterDeal } from './counter-deal';
import { FinishedCard } from './finished-card';
import styles from './idle-desk.module.css';
import { useStationKeys } from './use-station-keys';

interface IdleDeskProps {
  /** The deal that is looked at, or the one that was finished last; null where there is none. */
  deal: CounterDeal | null;
  openCount: number;
  /** Whether the seller of the last deal may have another car. */
  hasLast: boolean;
  /** Another part of the page has the keys. */
  isQuiet: boolean;
  onNew: (scanned: string | null) => void;
  onNextCar: () => void;
  onReopen: (deal: CounterDeal) => void;
  onList: () => void;
}

/** Nothing lies on the desk: how to begin, and how the last deal ended. */
export function IdleDesk({ deal, openCount, hasLast, isQuiet, onNew, onNextCar, onReopen, onList }: IdleDeskProps) {
  useHotkeys({ F3: onList, Enter: () => onNew(null) }, !isQuiet);
  useStationKeys(
    {
      keys: { n: () => onNew(null), ...(hasLast && { b: onNextCar }), ...(deal && isOpenable(deal) && { e: () => onReopen(deal) }) },
      onCode: (code) => onNew(tokenIn(code) ? code : null),
    },
    !isQuiet,
  );
  return (
    <div className={styles.idle}>
      {deal && <FinishedCard deal={deal} onReopen={() => onReopen(deal)} />}
      <section className={styles.begin}>
        <h2>{deal ? '下一位' : '可以开始了'}</h2>
        <p>请代理人出示代理证二维码，直接扫码就开始录入。</p>
        <p className={styles.acts}>
          <Button type="primary" size="large" onClick={() => onNew(null)}>
            新交易<kbd>N</kbd>
          </Button>
          {hasLast && (
            <Button size="large" onClick={onNextCar}>
              同一卖方的下一辆车<kbd>B</kbd>
            </Button>
          )}
          {openCount > 0 && (
            <Button size="large" onClick={onList}>
              接着办（{openCount}笔）<kbd>F3</kbd>
            </Button>
          )}
        </p>
      </section>
    </div>
  );
}

/** Whether the deal that is shown can be taken back to the desk. */
const isOpenable = ({ stage, intent }: CounterDeal) => stage === 'attention' || stage === 'open' || (stage === 'closing' && intent === 'complete');
