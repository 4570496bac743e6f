import { LinkRow, Links } from '@/components/links';
import { yuanOf } from '@/money';
import { open, routes } from '@/routes';
import { owedText, type Payable } from './payables-view';

/** What the company has to pay, on the first page; nothing where it owes nothing. One tap leads to it, nothing is in its way. */
export function OwedCard({ owed }: { owed: readonly Payable[] }) {
  const sum = owedText(owed);
  const [first] = owed;
  if (!sum || !first) return null;
  const lead = () => (owed.length === 1 ? open(routes.cashier, { kind: first.kind, id: first.id }) : open(routes.payables));
  return (
    <Links>
      <LinkRow text={`企业待缴 ${yuanOf(sum.fen)}`} under={sum.text} onTap={lead} />
    </Links>
  );
}
