import type { Budget } from './ledger';

/** The room of a bar in pixels. */
export const barSize = { width: 120, height: 14 };

/** A budget as a bar: what is spent and promised below the limit, and what lies beyond it; where that is much, the limit moves to the left. */
export function barOf({ budgetFen, spentFen, committedFen }: Pick<Budget, 'budgetFen' | 'spentFen' | 'committedFen'>) {
  const used = Math.max(0, spentFen) + committedFen;
  const most = Math.max(budgetFen, used, 1);
  const widthOf = (fen: number) => Math.round((barSize.width * fen * 10) / most) / 10;
  const spent = widthOf(Math.min(Math.max(0, spentFen), budgetFen));
  const inside = widthOf(Math.min(used, budgetFen));
  return {
    spent,
    committed: Math.round((inside - spent) * 10) / 10,
    limit: widthOf(budgetFen),
    beyond: Math.round((widthOf(used) - inside) * 10) / 10,
    /** Whole percent, cut; of nothing it is nothing. */
    share: budgetFen > 0 ? Math.floor((used * 100) / budgetFen) : 0,
  };
}
