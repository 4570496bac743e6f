import { useEffect, useState } from 'react';
import type { CounterDeal } from './counter-deal';

/** A deal as it was when it left the desk: the next car of the batch needs its seller after it is complete, when this PC keeps no names. */
export type LeftDeal = Pick<CounterDeal, 'id' | 'batchId' | 'agent' | 'input'>;

/** What lies on the desk: nothing or a deal to look at, a form, or a deal that is captured. */
export type View =
  | { kind: 'idle'; dealId: string | null }
  | { kind: 'form'; purpose: 'new'; scanned: string | null }
  | { kind: 'form'; purpose: 'next_car'; from: LeftDeal }
  | { kind: 'form'; purpose: 'correct'; dealId: string }
  | { kind: 'deal'; dealId: string };

const kept = 'yongche-desk';

/** What lies on the desk; the deal that is captured is there again after a reload. */
export function useView() {
  const [view, setView] = useState<View>(() => {
    const dealId = sessionStorage.getItem(kept);
    return dealId ? { kind: 'deal', dealId } : { kind: 'idle', dealId: null };
  });
  const onDesk = view.kind === 'deal' || (view.kind === 'form' && view.purpose === 'correct') ? view.dealId : null;
  useEffect(() => {
    if (onDesk) sessionStorage.setItem(kept, onDesk);
    else sessionStorage.removeItem(kept);
  }, [onDesk]);
  return [view, setView] as const;
}
