import { meterExemptions, meterKinds } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { type RefObject, useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import type { Column } from '../../components/data-table';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { KeywordFilter } from '../../components/keyword-filter';
import { idIn, keyIn, keywordIn, withoutEmpty } from '../../components/list-filters';
import { MarketFilter } from '../../components/market-filter';
import { yuanOf } from '../../components/money';
import { ReasonDialog } from '../../components/reason-dialog';
import { EmptyList, RecordList } from '../../components/record-list';
import { useAct } from '../../components/use-act';
import { useRecordList } from '../../components/use-record-list';
import { billingKey, type MeterEvent } from './billing';
import styles from './billing.module.css';
import { eventColumns } from './event-columns';
import { useMay } from './rights';

interface MeterEventsProps {
  /** Where a choice above leads. */
  section: RefObject<HTMLElement>;
  month: string;
  search: URLSearchParams;
  onChange: (part: object) => void;
}

const { serial, plainSerial, plate, market, channel, completed, price, fen, bytes, billMonth } = eventColumns;

/** 计量明细: every car of a month, and its reversal where somebody has a reason for it. */
export function MeterEvents({ section, month, search, onChange }: MeterEventsProps) {
  const navigate = useNavigate();
  const mayOpen = useMay()('GET /transactions/:id');
  const [reversed, setReversed] = useState<MeterEvent>();
  const filters = withoutEmpty({
    marketId: idIn(search, 'marketId'),
    kind: keyIn(search, 'kind', meterKinds),
    exemption: keyIn(search, 'exemption', meterExemptions),
    q: keywordIn(search),
  });
  const [q, setQ] = useState(filters.q ?? '');
  const query = { month, ...filters };
  const events = useRecordList([billingKey, 'events', query], (cursor, signal) => call('GET /meter-events', { query: { ...query, ...(cursor && { cursor }) }, signal }));
  const mayReverse = events.rows?.some((event) => event.mayReverse) ?? false;
  const columns = [mayOpen ? serial : plainSerial, plate, market, channel, completed, price, fen, bytes, billMonth];
  const clear = () => {
    setQ('');
    onChange({ marketId: undefined, kind: undefined, exemption: undefined, q: undefined });
  };
  return (
    <section ref={section} className={styles.section} aria-label="计量明细">
      <h2>计量明细</h2>
      <FilterBar onSubmit={() => onChange({ q: q.trim() })}>
        <KeywordFilter isQuiet label="流水号或车牌" placeholder="从头输入，可只输前几位" value={q} onChange={setQ} onClear={() => onChange({ q: undefined })} />
        <MarketFilter width={190} value={filters.marketId} onChange={(marketId) => onChange({ marketId })} />
        <ChoiceFilter label="计量" list={meterKinds} value={filters.kind} onChange={(kind) => onChange({ kind })} />
        <ChoiceFilter label="不计费的原因" width={190} list={meterExemptions} value={filters.exemption} onChange={(exemption) => onChange({ exemption })} />
        <Button htmlType="submit">查询</Button>
      </FilterBar>
      <RecordList
        caption={`${month} 计量明细，最近完成的在前`}
        list={events}
        columns={mayReverse ? [...columns, reversalColumn(setReversed)] : columns}
        keyOf={({ id }) => id}
        onOpen={mayOpen ? ({ transactionId }) => void navigate(`/transactions/${transactionId}`) : undefined}
        empty={
          <EmptyList what="计量" isFiltered={Object.keys(filters).length > 0} onClear={clear}>
            这个月还没有完成的交易。
          </EmptyList>
        }
      />
      {reversed && <ReversalDialog event={reversed} onClose={() => setReversed(undefined)} />}
    </section>
  );
}

function reversalColumn(onReverse: (event: MeterEvent) => void): Column<MeterEvent> {
  return {
    title: '操作',
    cell: (event) =>
      event.mayReverse && (
        <Button
          size="small"
          onClick={(click) => {
            click.stopPropagation();
            onReverse(event);
          }}
        >
          冲减…
        </Button>
      ),
  };
}

function ReversalDialog({ event, onClose }: { event: MeterEvent; onClose: () => void }) {
  const reverse = useAct({
    about: event.id,
    send: (body: { reason: string }, idempotencyKey) => call('POST /meter-events/:id/reversal', { params: { id: event.id }, body, idempotencyKey }),
    renews: [[billingKey]],
    done: '已冲减。',
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={`冲减　${event.plate}　${event.serial}`}
      okText="确认冲减"
      label="原因"
      hint="写进账单明细，市场会看到"
      usualReasons={['交易撤销，车辆没有过户', '重复计量', '会籍认定有误']}
      sending={reverse}
      failed="没有冲减"
      onSend={(reason) => reverse.mutate({ reason })}
      onClose={onClose}
    >
      <AlertLine tone="warn">
        冲减 {yuanOf(event.fen)}，不能恢复。{event.billId ? '这辆车已经出账，在下一期账单中冲减。' : '还没有出账，出账时一并冲减。'}
      </AlertLine>
    </ReasonDialog>
  );
}
