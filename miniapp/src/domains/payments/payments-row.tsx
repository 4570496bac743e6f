import { Text } from '@tarojs/components';
import { call } from '@/api';
import { LinkRow } from '@/components/links';
import { yuanOf } from '@/money';
import { open, routes } from '@/routes';
import { useAnswer } from '@/use-answer';
import { owedOf, owedText } from './payables-view';

/** 会籍与缴费 in a list of ways, with what is still to be paid; where that cannot be read, the way is there all the same. */
export function PaymentsRow() {
  const { data } = useAnswer(() => call('GET /my-payables', {}));
  const sum = data && owedText(owedOf(data.items));
  return (
    <LinkRow
      text="会籍与缴费"
      aside={sum && <Text className="quiet">{`待缴 ${yuanOf(sum.fen)}`}</Text>}
      onTap={() => open(routes.payables)}
    />
  );
}
