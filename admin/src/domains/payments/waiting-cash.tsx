import { type QueryKey, useQuery } from '@tanstack/react-query';
import { AlertLine } from '../../components/alert-line';
import { yuanOf } from '../../components/money';
import { CashActs } from './cash-acts';
import type { CashReceipt } from './payment';
import { waitingCashQuery } from './queries';
import { useMay } from './rights';

interface WaitingCashProps {
  /** The due or bill. */
  subjectId: string;
  renews: QueryKey[];
}

/** Cash that is noted for a due or bill and waits for the second person, with what that person does. */
export function WaitingCash({ subjectId, renews }: WaitingCashProps) {
  const may = useMay();
  const noted = useQuery({ ...waitingCashQuery, enabled: may('GET /cash-receipts') });
  const waiting = noted.data?.items.filter((one) => one.subjectId === subjectId) ?? [];
  return waiting.map((cash) => <WaitingLine key={cash.id} cash={cash} renews={renews} />);
}

function WaitingLine({ cash, renews }: { cash: CashReceipt; renews: QueryKey[] }) {
  const { fen, receivedOn, note, notedBy, mayDecide } = cash;
  return (
    <AlertLine tone="warn" actions={mayDecide && <CashActs cash={cash} renews={renews} size="small" />}>
      {notedBy}登记 {receivedOn} 收到现金 {yuanOf(fen)}（{note}），待另一人复核后入账。
    </AlertLine>
  );
}
