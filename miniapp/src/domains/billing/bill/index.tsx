import { Text } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { payees } from '@yongche/contract/vocabulary';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { LinkRow, Links } from '@/components/links';
import { Mark } from '@/components/marks';
import { Failure, Loading, Note } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { dayText } from '@/dates';
import { wordOfStanding } from '@/domains/payments/payables-view';
import { yuanOf } from '@/money';
import { open, routes } from '@/routes';
import { useAnswer } from '@/use-answer';
import { bytesText, lineSum, lineTitle, monthText, type Bill } from '../bill-view';

/** 账单: one month of one market, line by line; each line opens its cars. */
export default function BillPage() {
  const id = useRouter().params.id ?? '';
  const { data: bill, error, reload } = useAnswer(() => call('GET /bills/:id', { params: { id } }), [id]);
  if (!bill) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  const { outstandingFen, payments, receipts } = bill;
  const toCashier = () => open(routes.cashier, { kind: 'bill', id });
  return (
    <Screen
      footer={outstandingFen > 0 && <ActionButton text={`去缴费 ${yuanOf(outstandingFen)}`} onTap={toCashier} />}
    >
      {error && <Note kind="care">{error}</Note>}
      {bill.voidReason && <Note kind="care">{`这张账单已经作废，请不要再按它付款。原因：${bill.voidReason}`}</Note>}
      <Head bill={bill} />
      <Lines bill={bill} />
      {outstandingFen === 0 && (payments.length > 0 || receipts.length > 0) && (
        <Links>
          <LinkRow text="缴费和票据" onTap={toCashier} />
        </Links>
      )}
      <Links>
        <LinkRow text="收费公示" under="收费标准和通过它的决议" onTap={() => open(routes.fees)} />
      </Links>
    </Screen>
  );
}

function Head({ bill }: { bill: Bill }) {
  const { number, marketName, month, standing, vehicles, fen, dueOn, contractNumber, carriedFen, storedBytes } = bill;
  return (
    <Card title={`${monthText(month)}服务费`} aside={<Mark {...wordOfStanding(standing)} />}>
      <Line name="账单号">{number}</Line>
      <Line name="市场">{marketName}</Line>
      <Line name="收款方">{payees.service_fee}</Line>
      <Line name="车辆">{`${vehicles}辆`}</Line>
      <Line name="金额">{yuanOf(fen)}</Line>
      {dueOn && <Line name="缴费期限">{dayText(dueOn)}</Line>}
      {contractNumber && <Line name="服务合同">{contractNumber}</Line>}
      <Line name="存储的影像">{bytesText(storedBytes)}</Line>
      {carriedFen < 0 && <Note>{`冲减多于本期金额，${yuanOf(-carriedFen)}结转到下一期账单抵减。`}</Note>}
    </Card>
  );
}

function Lines({ bill: { id, lines, fen } }: { bill: Bill }) {
  return (
    <Card title="明细" aside={<Text className="quiet">{`合计 ${yuanOf(fen)}`}</Text>}>
      {lines.map((line) => {
        const sum = lineSum(line);
        return (
          <LinkRow
            key={line.position}
            text={lineTitle(line)}
            under={sum ? [sum, `影像 ${bytesText(line.storedBytes)}`] : undefined}
            aside={<Text>{yuanOf(line.fen)}</Text>}
            {...(sum ? { onTap: () => open(routes.billLine, { id, line: String(line.position) }) } : {})}
          />
        );
      })}
    </Card>
  );
}
