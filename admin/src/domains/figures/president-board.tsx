import { funds, lights } from '@yongche/contract/vocabulary';
import { Link } from 'react-router';
import { countOf } from '../../components/counts';
import { Part } from './board-screen';
import { Growth, OwnLink, RateTile, Tile } from './board-tile';
import styles from './board.module.css';
import { DeadlineLines } from './deadline-lines';
import type { MarketLight, PresidentBoard } from './figures';
import { shareWord, shortShare, wholeYuan } from './figures-wording';
import { gravestFirst, lightCounts, lightMarks } from './lights';
import { useMay } from './rights';
import { TrendPart } from './trend-part';

/** 会长看板 (domain.md 5.6): deals beside the year before, how much of them is wrong, markets by their lights, the money, and what waits. */
export function PresidentView({ board }: { board: PresidentBoard }) {
  const { today, month, year, todayCompleted, mobileHundredths, problemRate, coverageHundredths, trend, markets, balances, dues, members, overdueProblems } = board;
  const counts = lightCounts(markets);
  return (
    <>
      <dl className={styles.tiles} data-count="5">
        <Tile title={`${Number(today.slice(5, 7))}月完成`} to="/transactions" note={<Growth of={month} />}>
          {countOf(month.value)}
        </Tile>
        <Tile title={`${today.slice(0, 4)}年完成`} to={`/metrics?from=${today.slice(0, 4)}-01-01&to=${today}&metric=completed`} note={<Growth of={year} />}>
          {countOf(year.value)}
        </Tile>
        <RateTile title="问题率" to="/inspection/figures" rate={problemRate} hits="问题" of="核查" none="今年还没有核查结果" />
        <Tile
          title="抽查覆盖率"
          to="/inspection/figures"
          note={
            <>
              <span>今日完成 {countOf(todayCompleted)}</span>
              <span>移动使用率 {shortShare(mobileHundredths)}</span>
            </>
          }
        >
          {shareWord(coverageHundredths)}
        </Tile>
        <Tile
          title={`${dues.year}年会费缴费率`}
          to="/dues"
          tone={dues.unpaidMembers > 0 ? 'warn' : undefined}
          note={
            <>
              <span>
                按户数 {shortShare(dues.byMembers)}，{dues.unpaidMembers > 0 ? `${dues.unpaidMembers} 家未缴` : '全部缴清'}
              </span>
              <span>会员 {members} 家</span>
            </>
          }
        >
          {shareWord(dues.byAmount)}
        </Tile>
      </dl>
      <TrendPart trend={trend} today={today} wide={7} whose="全市" />
      <Part title="各市场" wide={5} note={counts.length > 0 && counts.map(({ light, word, count }) => <LightCount key={light} {...{ light, word, count }} />)}>
        <Markets markets={markets} />
      </Part>
      <Part title="资金余额" wide={4}>
        <dl className={styles.lines}>
          {balances.map(({ fund, fen }) => (
            <div key={fund} data-tone={fen < 0 ? 'bad' : undefined}>
              <dt>
                <OwnLink to="/ledger">{funds[fund]}</OwnLink>
              </dt>
              <dd>{wholeYuan(fen)}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part title="待办" wide={3}>
        <dl className={styles.lines}>
          <Todo name="待确认的决议" to="/meetings" count={board.resolutionsToConfirm} />
          <Todo name="待上会的议题" to="/meetings" count={board.agendaItemsWaiting} />
          <Todo name="逾期未改正的问题" to="/problems?state=overdue" count={overdueProblems} isBad />
        </dl>
      </Part>
      <Part title="年度期限" wide={5}>
        <DeadlineLines deadlines={board.deadlines} />
      </Part>
    </>
  );
}

function LightCount({ light, word, count }: ReturnType<typeof lightCounts>[number]) {
  return (
    <span className={styles.light} data-light={light}>
      <i aria-hidden="true">{lightMarks[light]}</i> {word} {count}
    </span>
  );
}

function Markets({ markets }: { markets: MarketLight[] }) {
  const may = useMay();
  if (markets.length === 0) return <p className={styles.none}>本月还没有市场完成交易。</p>;
  return (
    <ul className={styles.markets}>
      {gravestFirst(markets).map(({ marketId, name, light, problemRate, completed }) => (
        <li key={marketId} className={styles.light} data-light={light} title={`${lights[light]}：今年完成 ${countOf(completed)}${problemRate ? `，问题 ${problemRate.hits} / 核查 ${problemRate.of}` : '，没有核查'}`}>
          <i aria-hidden="true">{lightMarks[light]}</i>
          <span className="visually-hidden">{lights[light]}</span>
          {may('GET /dashboards/market') ? <Link to={`/dashboard?view=market&marketId=${marketId}`}>{name}</Link> : <span>{name}</span>}
          <b>{shortShare(problemRate?.hundredths ?? null)}</b>
        </li>
      ))}
    </ul>
  );
}

function Todo({ name, to, count, isBad = false }: { name: string; to: string; count: number; isBad?: boolean }) {
  return (
    <div data-tone={count === 0 ? 'soft' : isBad ? 'bad' : 'warn'}>
      <dt>
        <OwnLink to={to}>{name}</OwnLink>
      </dt>
      <dd>{countOf(count)}</dd>
    </div>
  );
}
