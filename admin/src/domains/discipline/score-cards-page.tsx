import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { FilterBar } from '../../components/filter';
import { keyIn, searchOf } from '../../components/list-filters';
import { LoadFailure } from '../../components/load-failure';
import { MonthFilter } from '../../components/month-filter';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { monthIn } from '../../components/periods';
import { ToneTag } from '../../components/tone-tag';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import type { ScoreCard, ScoredKind } from './discipline';
import { IntervalBar } from './interval-bar';
import { scoreCardsQuery } from './queries';
import styles from './score-card.module.css';
import { cardStateOf, changeOf, countWords, gravestFirst, intervalWord, rateWord } from './score-wording';

const kinds = { market: '市场', company: '企业' } as const satisfies Record<ScoredKind, string>;

/** 评分卡: every market, or company, in one month; the gravest first. */
export default function ScoreCardsPage() {
  useTitle('评分卡');
  const { market } = useStaff();
  const [search, setSearch] = useSearchParams();
  const month = monthIn(search, new Date());
  const kind = market ? 'market' : (keyIn(search, 'kind', kinds) ?? 'market');
  const cards = useQuery(scoreCardsQuery(kind, month));
  const change = (part: object) => setSearch(searchOf({ kind, month, ...part }));
  return (
    <div className="page">
      <PageHead title="评分卡" note="颜色按问题率区间的下限定：数据少的，不会轻易判为红色" />
      <FilterBar onSubmit={() => undefined}>
        <MonthFilter month={month} onChange={(next) => change({ month: next })} />
        {!market && (
          <Segmented
            aria-label="看谁的"
            value={kind}
            options={Object.entries(kinds).map(([value, label]) => ({ value: value as ScoredKind, label }))}
            onChange={(next) => change({ kind: next })}
          />
        )}
      </FilterBar>
      {cards.isPending && <PageSkeleton rows={6} />}
      {cards.isError && !cards.data && <LoadFailure error={cards.error} onRetry={() => void cards.refetch()} />}
      {cards.data?.items.length === 0 && (
        <section className="card">
          <Notice title={`${month} 没有${kinds[kind]}可以评分`}>这个月有完成的交易后显示在这里。可以换一个月。</Notice>
        </section>
      )}
      {cards.data && cards.data.items.length > 0 && <Cards kind={kind} month={month} cards={cards.data.items} />}
    </div>
  );
}

function Cards({ kind, month, cards }: { kind: ScoredKind; month: string; cards: ScoreCard[] }) {
  const end = Math.max(0.05, ...cards.map(({ problemRate }) => problemRate?.high ?? 0));
  return (
    <>
      <p className={styles.summary}>
        {cards.length} 个{kinds[kind]}：{countWords(cards)}
      </p>
      <ul className={styles.cards}>
        {gravestFirst(cards).map((card) => (
          <li key={card.id}>
            <Link className={`card ${styles.card}`} data-tone={cardStateOf(card).tone} to={`/score-cards/${kind}/${card.id}?month=${month}`}>
              <Card card={card} end={end} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Card({ card, end }: { card: ScoreCard; end: number }) {
  const { name, completed, inspected, problems, problemRate, overdue, points } = card;
  const change = changeOf(card);
  const state = cardStateOf(card);
  return (
    <>
      <span className={styles.name}>
        <b>{name}</b>
        <ToneTag tone={state.tone}>{state.label}</ToneTag>
      </span>
      <span className={styles.rate}>
        <b>{rateWord(problemRate)}</b>
        <span>
          问题率{problemRate && `　区间 ${intervalWord(problemRate)}`}
          <br />
          {change ? <em data-tone={change.tone}>{change.words}</em> : '不能与上月比较'}
        </span>
      </span>
      {problemRate ? <IntervalBar share={problemRate} end={end} /> : <span className={styles.none}>这个月没有核查</span>}
      <span className={styles.counts}>
        <span>
          完成 <b>{completed}</b>
        </span>
        <span>
          核查 <b>{inspected}</b>
        </span>
        <span>
          有问题 <b>{problems}</b>
        </span>
        <span data-bad={overdue > 0}>
          逾期 <b>{overdue}</b>
        </span>
        <span>
          扣分 <b>{points}</b>
        </span>
      </span>
    </>
  );
}
