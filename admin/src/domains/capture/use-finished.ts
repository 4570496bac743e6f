import { App } from 'antd';
import { useEffect, useRef } from 'react';
import type { CounterDeal } from './counter-deal';

const shownForSeconds = 8;

/** Says for a moment which deal has just ended, or has come back, while the operator is busy with another one. */
export function useFinished(deals: CounterDeal[], inSight: string | null): void {
  const { message } = App.useApp();
  const known = useRef<Map<string, CounterDeal['stage']> | null>(null);
  useEffect(() => {
    const before = known.current;
    known.current = new Map(deals.map(({ id, stage }) => [id, stage]));
    for (const { id, stage, input, serial, matters } of deals) {
      if (!before?.has(id) || before.get(id) === stage || id === inSight) continue;
      if (stage === 'completed') void message.success(`${input.plate} 已完成，流水号 ${serial}`, shownForSeconds);
      if (stage === 'attention') void message.warning(`${input.plate} 需处理：${matters[0]?.sentence ?? ''}（按 F3 打开）`, shownForSeconds);
    }
  }, [deals, inSight, message]);
}
