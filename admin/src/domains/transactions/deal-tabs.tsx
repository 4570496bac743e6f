import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import { CheckPanel } from '../checks/check-panel';
import type { ResultActs } from '../checks/result-card';
import type { useDealCheck } from '../checks/use-deal-check';
import { DealEvidence } from '../evidence/deal-evidence';
import { useMay as useMayOfEvidence } from '../evidence/rights';
import type { Deal } from './deal';
import { DealFacts } from './deal-facts';
import { DealHistory } from './deal-history';
import styles from './deal-tabs.module.css';

export type DealTab = 'facts' | 'checks' | 'evidence' | 'history';

interface DealTabsProps {
  deal: Deal;
  checks: ReturnType<typeof useDealCheck>;
  /** What was clicked; before that the counter begins with the check where it stops the deal, others with the facts. */
  chosen: DealTab | undefined;
  onChoose: (tab: DealTab) => void;
  acts: ResultActs;
}

/** Beside the picture: what the deal says of itself, what the machine says of it, its evidence, and its history. */
export function DealTabs({ deal, checks, chosen, onChoose, acts }: DealTabsProps) {
  const mayReadEvidence = useMayOfEvidence()('GET /transactions/:id/evidence');
  const usual: DealTab = (deal.may.complete || checks.mayOverride) && checks.stop ? 'checks' : 'facts';
  const tabs: { key: DealTab; label: ReactNode; children: ReactNode; destroyOnHidden?: boolean }[] = [
    { key: 'facts', label: '资料', children: <DealFacts deal={deal} /> },
  ];
  if (checks.mayRead) {
    tabs.push({
      key: 'checks',
      label: <CheckLabel checks={checks} />,
      children: <CheckPanel query={checks.query} focused={checks.look?.result.rule} acts={acts} />,
    });
  }
  if (mayReadEvidence) tabs.push({ key: 'evidence', label: '存证', children: <DealEvidence deal={deal} />, destroyOnHidden: true });
  tabs.push({ key: 'history', label: '经过', children: <DealHistory deal={deal} />, destroyOnHidden: true });
  return (
    <Tabs className={styles.tabs} size="small" activeKey={chosen ?? usual} onChange={(key) => onChoose(key as DealTab)} items={tabs} />
  );
}

function CheckLabel({ checks: { query, openCount, stop, isReading } }: Pick<DealTabsProps, 'checks'>) {
  const tone = stop ? 'bad' : openCount > 0 ? 'warn' : 'good';
  return (
    <>
      预检
      {query.data && (
        <span className={styles.count} data-tone={isReading ? 'busy' : tone}>
          {isReading ? '读取中' : openCount > 0 ? openCount : '✓'}
        </span>
      )}
    </>
  );
}
