import { useQuery } from '@tanstack/react-query';
import { memberPositions } from '@yongche/contract/vocabulary';
import { App, Button, Select } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { BackLink } from '../../components/back-link';
import { CellLink } from '../../components/cells';
import { type Column, DataTable } from '../../components/data-table';
import { LoadFailure } from '../../components/load-failure';
import { dayOf } from '../../components/moments';
import { yuanOf } from '../../components/money';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useAct } from '../../components/use-act';
import { useTitle } from '../../components/use-title';
import { runSentence } from './dues-wording';
import styles from './dues.module.css';
import { type DuesRun, membersKey } from './member';
import { duesRunQuery } from './queries';

type Item = DuesRun['items'][number];

const columns: Column<Item>[] = [
  { title: '会员', cell: ({ memberId, memberName }) => <CellLink to={`/members/${memberId}`}>{memberName}</CellLink> },
  { title: '职务', cell: ({ position }) => memberPositions[position] },
  { title: '档次', cell: ({ tier }) => `${tier} 档` },
  { title: '应缴', align: 'right', cell: ({ fen }) => yuanOf(fen) },
];

/** 部署会费: first what it would be, member by member, then the act itself; both by the same computation. */
export default function DuesRunPage() {
  const [search, setSearch] = useSearchParams();
  const present = Number(dayOf(new Date()).slice(0, 4));
  const asked = search.get('year') ?? '';
  const year = /^20\d\d$/.test(asked) ? Number(asked) : present;
  useTitle(`部署${year}年会费`);
  const run = useQuery(duesRunQuery(year));
  const years = [...new Set([present + 1, present, present - 1, year])].sort((one, other) => other - one);
  return (
    <div className="page">
      <BackLink to={`/dues?year=${year}`} title="会费" />
      <PageHead title="部署会费" note="先试算，看清再部署；重复部署不会重复">
        <Select
          aria-label="年度"
          style={{ width: 104 }}
          value={year}
          options={years.map((one) => ({ value: one, label: `${one} 年` }))}
          onChange={(next) => setSearch({ year: String(next) }, { replace: true })}
        />
        {run.data && <RunButton run={run.data} />}
      </PageHead>
      {run.isPending && <PageSkeleton rows={6} />}
      {run.isError && !run.data && <LoadFailure error={run.error} onRetry={() => void run.refetch()} />}
      {run.data && <Preview run={run.data} />}
    </div>
  );
}

function RunButton({ run }: { run: DuesRun }) {
  const { year, items, totalFen } = run;
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const raise = useAct({
    about: String(year),
    send: (_: void, idempotencyKey) => call('POST /dues-runs', { body: { year }, idempotencyKey }),
    renews: [[membersKey]],
    failed: '没有部署',
    onDone: ({ raised, totalFen: sum }) => {
      void message.success(`已部署 ${raised} 笔，共 ${yuanOf(sum)}。`);
      void navigate(`/dues?year=${year}`);
    },
  });
  const ask = () =>
    void modal.confirm({
      title: `部署 ${year} 年会费`,
      content: `${items.length} 个会员各一笔，共 ${yuanOf(totalFen)}。部署后进入应收，会员可以缴费，并按会费标准自动催缴。`,
      okText: '部署',
      cancelText: '再看看',
      onOk: () => raise.mutateAsync().catch(() => undefined),
    });
  return (
    <Button type="primary" disabled={run.scheme === null || items.length === 0} loading={raise.isPending} onClick={ask}>
      部署 {items.length} 笔…
    </Button>
  );
}

function Preview({ run }: { run: DuesRun }) {
  const { scheme, items } = run;
  return (
    <div className={styles.run}>
      <AlertLine
        tone={scheme === null ? 'warn' : items.length === 0 ? 'good' : 'info'}
        actions={<Link to={scheme === null ? '/dues-schemes' : `/dues-schemes/${scheme}`}>看会费标准</Link>}
      >
        {runSentence(run)}
      </AlertLine>
      {items.length > 0 && (
        <>
          <Sums items={items} />
          <section className={`card ${styles.scroll}`}>
            <DataTable caption="将要部署的会费" columns={columns} rows={items} keyOf={({ memberId }) => memberId} />
          </section>
        </>
      )}
    </div>
  );
}

/** 6 × ¥10,000.00 = ¥60,000.00, tier by tier. */
function Sums({ items }: Pick<DuesRun, 'items'>) {
  const tiers = [...new Map(items.map(({ tier, fen }) => [tier, fen]))].sort(([one], [other]) => one.localeCompare(other));
  const countOf = (tier: string) => items.filter((item) => item.tier === tier).length;
  return (
    <section className={`card ${styles.sums}`}>
      <table className={`${styles.table} ${styles.sumTable}`}>
        <thead>
          <tr>
            <th scope="col">档次</th>
            <th scope="col">每户</th>
            <th scope="col">户数</th>
            <th scope="col">小计</th>
          </tr>
        </thead>
        <tbody>
          {tiers.map(([tier, fen]) => (
            <tr key={tier}>
              <th scope="row">{tier} 档</th>
              <td>{yuanOf(fen)}</td>
              <td>{countOf(tier)}</td>
              <td>{yuanOf(fen * countOf(tier))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            <td />
            <td>{items.length}</td>
            <td>{yuanOf(items.reduce((sum, { fen }) => sum + fen, 0))}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
