import { funds, statementLineKinds, statementSources } from '@yongche/contract/vocabulary';
import cells from '../../components/cells.module.css';
import { Facts } from '../../components/facts';
import { secondOf } from '../../components/moments';
import { yuanOf } from '../../components/money';
import type { StatementLine } from './reconciliation';

/** What the bank or the provider says of a line, and how it was settled. */
export function LineFacts({ line }: { line: StatementLine }) {
  const { source, fund, kind, on, at, feeFen, number, providerNumber, counterparty, memo, state, outcome, decidedBy } = line;
  return (
    <Facts
      facts={[
        [kind === 'bank_out' ? '收款人' : '付款人', counterparty],
        ['附言摘要', memo],
        ['日期', at ? secondOf(at) : on],
        ['来源', `${statementSources[source]}　${statementLineKinds[kind]}`],
        ['资金', funds[fund]],
        ['手续费', feeFen !== 0 && yuanOf(feeFen)],
        [source === 'bank' ? '流水号' : '订单号', number && <span className={cells.mono}>{number}</span>],
        ['平台交易号', providerNumber && <span className={cells.mono}>{providerNumber}</span>],
        ['怎样处理的', state !== 'open' && outcome],
        ['处理人', decidedBy],
      ]}
    />
  );
}
