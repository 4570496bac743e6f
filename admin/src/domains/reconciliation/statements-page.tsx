import { useQuery } from '@tanstack/react-query';
import { funds, statementSources } from '@yongche/contract/vocabulary';
import { Drawer } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { call } from '../../api';
import { Pair, RowButton, WhoWhen } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { Facts } from '../../components/facts';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { idIn, keyIn, searchOf, withoutEmpty } from '../../components/list-filters';
import { minuteOf } from '../../components/moments';
import { yuanOf } from '../../components/money';
import { AnyMonthFilter } from '../../components/month-filter';
import { PageHead } from '../../components/page-head';
import { EmptyList, RecordList } from '../../components/record-list';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { monthOrNone } from './lines-filters';
import { statementQuery } from './queries';
import { reconciliationKey, type Statement } from './reconciliation';
import { ReconciliationTabs } from './reconciliation-tabs';
import { balanceWord } from './reconciliation-wording';
import styles from './reconciliation.module.css';

const daysOf = ({ from, to }: Pick<Statement, 'from' | 'to'>) => (from === to ? from : `${from} 至 ${to}`);

const columns: Column<Statement>[] = [
  {
    title: '对账单',
    cell: ({ source, fund }) => (
      <Pair>
        <RowButton>{statementSources[source]}</RowButton>
        <span>{funds[fund]}</span>
      </Pair>
    ),
  },
  { title: '期间', cell: daysOf },
  {
    title: '明细',
    align: 'right',
    cell: ({ lines, matched, open }) =>
      lines === 0 && open === 0 ? (
        <span className={cells.soft}>没有交易</span>
      ) : (
        <Pair>
          <span>{lines} 行</span>
          <span>{open > 0 ? <b className={cells.warn}>{open} 行待处理</b> : `匹配 ${matched}`}</span>
        </Pair>
      ),
  },
  { title: '收入', align: 'right', cell: ({ inFen }) => yuanOf(inFen) },
  { title: '支出', align: 'right', cell: ({ outFen }) => yuanOf(outFen) },
  { title: '期末余额', align: 'right', cell: (statement) => <Closing statement={statement} /> },
  { title: '导入', cell: ({ importedBy, importedAt }) => <WhoWhen who={importedBy} at={importedAt} /> },
];

function Closing({ statement: { closingFen, ledgerFen } }: { statement: Statement }) {
  if (closingFen === null) return null;
  return (
    <Pair>
      <span>{yuanOf(closingFen)}</span>
      {ledgerFen !== null && <span className={closingFen === ledgerFen ? styles.good : cells.warn}>{balanceWord(closingFen, ledgerFen)}</span>}
    </Pair>
  );
}

/** 对账单: every file that was taken, with what became of its lines; one of them open beside the list. */
export default function StatementsPage() {
  useTitle('对账单');
  const [search, setSearch] = useSearchParams();
  const filters = withoutEmpty({ month: monthOrNone(search), source: keyIn(search, 'source', statementSources), fund: keyIn(search, 'fund', funds) });
  const statements = useRecordList([reconciliationKey, 'statements', filters], (cursor, signal) => call('GET /statements', { query: { ...filters, ...(cursor && { cursor }) }, signal }));
  const openId = idIn(search, 'statement');
  const listed = statements.rows?.find(({ id }) => id === openId);
  const asked = useQuery({ ...statementQuery(openId ?? ''), enabled: openId !== undefined && statements.rows !== undefined && !listed });
  const opened = listed ?? asked.data?.items[0];
  const change = (part: object) => setSearch(searchOf(filters, part));
  return (
    <div className="page">
      <PageHead title="对账" note="每份文件按内容校验，原样留存校验值" />
      <ReconciliationTabs />
      <FilterBar onSubmit={() => undefined}>
        <AnyMonthFilter month={filters.month} onChange={(month) => change({ month })} />
        <ChoiceFilter label="来源" width={150} list={statementSources} value={filters.source} onChange={(source) => change({ source })} />
        <ChoiceFilter label="资金" width={150} list={funds} value={filters.fund} onChange={(fund) => change({ fund })} />
      </FilterBar>
      <RecordList
        caption="对账单，最近的在前"
        list={statements}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => change({ statement: id })}
        empty={
          <EmptyList what="对账单" isFiltered={search.size > 0} onClear={() => setSearch({})}>
            支付平台的账单从第一张订单起每天自动下载；银行对账单在“对账情况”导入。
          </EmptyList>
        }
      />
      <Drawer title={opened && `${statementSources[opened.source]}　${daysOf(opened)}`} size={560} open={openId !== undefined && opened !== undefined} onClose={() => change({})} destroyOnHidden>
        {opened && <StatementDetail statement={opened} />}
      </Drawer>
    </div>
  );
}

function StatementDetail({ statement }: { statement: Statement }) {
  const { id, fund, fileName, sha256, lines, matched, open, inFen, outFen, closingFen, ledgerFen, importedBy, importedAt } = statement;
  return (
    <Facts
      facts={[
        ['资金', funds[fund]],
        ['期间', daysOf(statement)],
        ['文件', fileName],
        ['校验值', <span className={cells.mono}>{sha256}</span>],
        ['明细', lines > 0 || open > 0 ? <Link to={`/reconciliation/lines?statementId=${id}`}>{`${lines} 行，自动匹配 ${matched}，待处理 ${open}`}</Link> : '没有明细'],
        ['收入', yuanOf(inFen)],
        ['支出', yuanOf(outFen)],
        ['期末余额', closingFen !== null && yuanOf(closingFen)],
        ['总账银行存款', ledgerFen !== null && closingFen !== null && `${yuanOf(ledgerFen)}　${balanceWord(closingFen, ledgerFen)}${open > 0 ? `，还有 ${open} 行没有处理` : ''}`],
        ['导入', `${importedBy}　${minuteOf(importedAt)}`],
      ]}
    />
  );
}
