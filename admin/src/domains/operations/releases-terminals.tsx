import { useState } from 'react';
import { NumberLink, Pair, Time } from '../../components/cells';
import { DataTable, type Column } from '../../components/data-table';
import { ChoiceFilter } from '../../components/filter';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { ToneTag } from '../../components/tone-tag';
import { useStaff } from '../../session';
import { useMay, type ReleaseTerminal, type Standing } from './releases';
import { standings, standingTones } from './releases-wording';
import styles from './releases.module.css';

/** Who runs what: those that are behind first. */
export function ReleaseTerminals({ terminals }: { terminals: ReleaseTerminal[] }) {
  const { market } = useStaff();
  const mayOpen = useMay()('GET /terminals/:id');
  const [standing, setStanding] = useState<Standing>();
  const [marketId, setMarketId] = useState<string>();
  const markets = Object.fromEntries(terminals.map((terminal) => [terminal.marketId, terminal.marketName]));
  const shown = terminals.filter((terminal) => (!standing || terminal.standing === standing) && (!marketId || terminal.marketId === marketId));
  const columns: Column<ReleaseTerminal>[] = [
    {
      title: '固定端',
      cell: ({ terminalId, number, name }) => (
        <Pair>
          {mayOpen ? <NumberLink to={`/register/terminals/${terminalId}`}>{number}</NumberLink> : <span className={styles.version}>{number}</span>}
          <span>{name}</span>
        </Pair>
      ),
    },
    ...(market ? [] : [{ title: '市场', cell: ({ marketName }: ReleaseTerminal) => marketName }]),
    { title: '情况', cell: (terminal) => <ToneTag tone={standingTones[terminal.standing]}>{standings[terminal.standing]}</ToneTag> },
    { title: '运行版本', cell: ({ version }) => <span className={styles.version}>{version ?? '—'}</span> },
    { title: '应用版本', cell: ({ version, wanted }) => <span className={version === wanted ? styles.same : styles.version}>{wanted ?? '—'}</span> },
    { title: '最近使用', cell: ({ lastSeenAt }) => <Time>{lastSeenAt ? minuteOf(lastSeenAt) : '—'}</Time> },
  ];
  return (
    <section className={`card ${styles.section}`}>
      <header className={styles.filters}>
        <h2>固定端</h2>
        {!market && <ChoiceFilter label="市场" width={200} list={markets} value={marketId} onChange={setMarketId} />}
        <ChoiceFilter label="情况" width={150} list={standings} value={standing} onChange={setStanding} />
      </header>
      {shown.length > 0 ? (
        <div className={styles.table}>
          <DataTable caption="固定端运行的版本，待更新的在前" columns={columns} rows={shown} keyOf={({ terminalId }) => terminalId} />
        </div>
      ) : (
        <Notice title={terminals.length > 0 ? '没有符合条件的固定端' : '没有固定端'}>{terminals.length > 0 ? '请放宽条件。' : '固定端开通以后显示在这里。'}</Notice>
      )}
    </section>
  );
}
