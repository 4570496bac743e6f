import { View } from '@tarojs/components';
import type { AnswerOf } from '@yongche/contract';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { LinkRow, Links } from '@/components/links';
import { Mark } from '@/components/marks';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { wordOfStanding } from '@/domains/payments/payables-view';
import { yuanOf } from '@/money';
import { open, routes } from '@/routes';
import { usePages } from '@/use-pages';
import { monthText, type BillSummary } from '../bill-view';

/** 服务费账单 of the market that the company runs, the newest first. */
export default function Bills() {
  const { first, items, nextCursor, error, reload, more, loadMore } = usePages<BillSummary, AnswerOf<'GET /bills'>>(
    (cursor) => call('GET /bills', { query: { cursor, limit: 20 } }),
  );
  if (!first) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  const { totals } = first;
  return (
    <Screen>
      {error && <Note kind="care">{error}</Note>}
      {items.length === 0 ? (
        <Empty title="还没有账单" text="经营市场的会员单位，每月初会收到上个月的服务费账单。" />
      ) : (
        <>
          <Card>
            <Line name="账单">{`${totals.bills}张`}</Line>
            <Line name="合计">{yuanOf(totals.fen)}</Line>
            <Line name="待缴">{yuanOf(totals.outstandingFen)}</Line>
          </Card>
          <View className="section">各月账单</View>
          <Links>
            {items.map((bill) => (
              <LinkRow
                key={bill.id}
                text={monthText(bill.month)}
                under={[`${bill.vehicles}辆 · ${yuanOf(bill.fen)}`, bill.marketName]}
                aside={<Mark {...wordOfStanding(bill.standing)} />}
                onTap={() => open(routes.bill, { id: bill.id })}
              />
            ))}
          </Links>
        </>
      )}
      {more.error && <Note kind="care">{more.error}</Note>}
      {nextCursor && <ActionButton text="加载更多" kind="plain" busy={more.busy} onTap={() => void loadMore()} />}
    </Screen>
  );
}
