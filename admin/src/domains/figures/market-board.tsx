import { countOf } from '../../components/counts';
import { minuteOf, waitOf } from '../../components/moments';
import { secondsWord } from '../checks/seconds-word';
import { BarChart } from './bar-chart';
import { hourBars } from './board-bars';
import { Part } from './board-screen';
import { Growth, OwnLink, RateTile, Tile } from './board-tile';
import styles from './board.module.css';
import type { MarketBoard } from './figures';
import { shareWord, shortShare, wholeYuan } from './figures-wording';
import { TrendPart } from './trend-part';

/** A queue in which somebody has waited so long wants a person. */
const longWaitSeconds = 30 * 60;

/** 市场看板 (domain.md 5.2): the queue, how fast it is worked off, what was completed and returned; what concerns points and bills below. */
export function MarketView({ board }: { board: MarketBoard }) {
  const { asOf, today, queue, oldestWaitingSeconds, meanCheckSeconds, completedToday, returnedToday, returnedHundredths, month, cityShareHundredths } = board;
  const bars = hourBars(board.hours, Number(minuteOf(asOf).slice(11, 13)));
  const isLong = oldestWaitingSeconds !== null && oldestWaitingSeconds >= longWaitSeconds;
  return (
    <>
      <dl className={styles.tiles} data-count="5">
        <Tile title="排队" to="/queue" tone={isLong ? 'warn' : undefined} note={<span>{oldestWaitingSeconds === null ? '没有人在等' : `最久的等了 ${waitedWord(oldestWaitingSeconds)}`}</span>}>
          {countOf(queue)}
        </Tile>
        <Tile title="平均核对用时" to="/market-figures" note={<span>今天核对的每笔平均</span>}>
          {secondsWord(meanCheckSeconds)}
        </Tile>
        <Tile title="今日完成" to="/transactions" note={<span>移动使用率 {shortShare(board.mobileHundredths)}</span>}>
          {countOf(completedToday)}
        </Tile>
        <Tile title="今日退回率" to="/market-figures" note={<span>退回 {countOf(returnedToday)} 次</span>}>
          {shareWord(returnedHundredths)}
        </Tile>
        <Tile
          title={`${Number(today.slice(5, 7))}月完成`}
          to="/transactions"
          note={
            <>
              <Growth of={month} />
              <span>占全市 {shortShare(cityShareHundredths)}</span>
            </>
          }
        >
          {countOf(month.value)}
        </Tile>
      </dl>
      <Part title="今日逐时完成" wide={6}>
        <BarChart bars={bars} name="今日逐时完成数" unit="笔" />
      </Part>
      <TrendPart trend={board.trend} today={today} wide={6} whose="本市场" />
      <dl className={styles.tiles} data-count="4">
        <RateTile title="问题率" to="/problems" rate={board.problemRate} hits="问题" of="核查" none="今年还没有核查结果" />
        <Tile title="待改正的问题" to="/problems" tone={board.overdueProblems > 0 ? 'bad' : undefined} note={<span>{board.overdueProblems > 0 ? `其中 ${countOf(board.overdueProblems)} 个已逾期` : '没有逾期的'}</span>}>
          {countOf(board.openProblems)}
        </Tile>
        <Tile title="本周期扣分" to="/standings/market" tone={(board.points ?? 0) > 0 ? 'warn' : undefined} note={<span>{board.points === null ? '还没有生效的管理细则' : board.points > 0 ? '每一分都有依据，可以申诉' : '没有扣分'}</span>}>
          {board.points === null ? '—' : board.points}
        </Tile>
        {board.owedFen !== null && (
          <Tile title="待缴服务费" to="/my-bills" tone={board.owedFen > 0 ? 'warn' : undefined} note={<span>{board.owedFen > 0 ? <OwnLink to="/my-bills">已公布未缴清的账单</OwnLink> : '没有未缴的账单'}</span>}>
            {wholeYuan(board.owedFen)}
          </Tile>
        )}
      </dl>
    </>
  );
}

/** Seconds that somebody has waited, in words. */
const waitedWord = (seconds: number) => waitOf(new Date(0).toISOString(), seconds * 1_000);
