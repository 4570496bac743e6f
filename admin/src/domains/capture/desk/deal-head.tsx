import { businesses } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { PlateBadge } from '../../../components/plate-badge';
import { VinText } from '../../../components/vin-text';
import type { CounterDeal } from '../counter-deal';
import { namesOn } from '../deal-words';
import styles from './desk.module.css';

interface DealHeadProps {
  deal: CounterDeal;
  isWhole: boolean;
  onCorrect: () => void;
  onNextCar: () => void;
  onCancel: () => void;
  onComplete: () => void;
}

/** Which deal lies on the desk, and what can be done with the whole of it. */
export function DealHead({ deal, isWhole, onCorrect, onNextCar, onCancel, onComplete }: DealHeadProps) {
  const { input, agent } = deal;
  return (
    <header className={styles.deal}>
      <h2 className={styles.car}>
        <span className="visually-hidden">正在采集</span>
        <PlateBadge plate={input.plate} size="large" />
        <VinText vin={input.vin} />
      </h2>
      <p className={styles.facts}>
        <span>
          {businesses[input.business]}
          {input.mortgaged && '　抵押中'}
        </span>
        <span>
          {namesOn(input, 'seller')} → {namesOn(input, 'buyer')}
        </span>
        <span className={styles.agent}>代理 {agent.holderName || agent.number}</span>
      </p>
      <span className={styles.acts}>
        <Button onClick={onCorrect}>
          修改<kbd>E</kbd>
        </Button>
        <Button onClick={onNextCar}>
          同一卖方下一辆<kbd>B</kbd>
        </Button>
        <Button danger onClick={onCancel}>
          取消交易
        </Button>
        <Button type={isWhole ? 'primary' : 'default'} onClick={onComplete}>
          完成<kbd>F2</kbd>
        </Button>
      </span>
    </header>
  );
}
