import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { countOf } from '../../components/counts';
import { rolesOf } from '../../navigation';
import { useStaff } from '../../session';
import styles from './board.module.css';
import type { Beside, Rate } from './figures';
import { growthOf, intervalWord, shareWord } from './figures-wording';
import { IntervalLine } from './interval-line';

interface TileProps {
  title: string;
  /** On a phone it takes the whole row. */
  isWide?: boolean;
  /** The page that shows what the number is made of; a link only for whom that page is open. */
  to?: string | undefined;
  tone?: 'warn' | 'bad' | undefined;
  children: ReactNode;
  /** Below the number, in a few words. */
  note?: ReactNode;
}

/** One number of a dashboard, in large type. */
export function Tile({ title, isWide = false, to, tone, children, note }: TileProps) {
  return (
    <div className={styles.tile} data-tone={tone} data-wide={isWide}>
      <dt>{title}</dt>
      <dd className={styles.number}>
        <OwnLink to={to}>{children}</OwnLink>
      </dd>
      <dd className={styles.note}>{note}</dd>
    </div>
  );
}

/** A link where the page behind it is in the menu of whoever looks; else the words alone. */
export function OwnLink({ to, children }: { to?: string | undefined; children: ReactNode }) {
  const { role } = useStaff();
  return to && rolesOf(to.split('?')[0]!).includes(role) ? <Link to={to}>{children}</Link> : <>{children}</>;
}

/** 同比 below a number: how much more or less than in the same days of the year before. */
export function Growth({ of }: { of: Beside }) {
  const { word, way } = growthOf(of);
  return (
    <>
      <b data-way={way}>{way === 'none' ? word : `同比 ${word}`}</b>
      {of.yearBefore !== null && <span>上年同期 {countOf(of.yearBefore)}</span>}
    </>
  );
}

interface RateTileProps extends Pick<TileProps, 'title' | 'to'> {
  rate: Rate | null;
  /** What its two counts are: 问题 and 核查. */
  hits: string;
  of: string;
  /** What is said where nothing was counted. */
  none: string;
}

/** A sampled share: the number, its 95 % interval as a band, and what it was counted from. */
export function RateTile({ title, to, rate, hits, of, none }: RateTileProps) {
  if (!rate) return <Tile {...{ title, to }} note={<span>{none}</span>}>—</Tile>;
  return (
    <Tile
      {...{ title, to }}
      isWide
      note={
        <>
          <IntervalLine rate={rate} />
          <span>{intervalWord(rate)}</span>
          <span>
            {hits} {countOf(rate.hits)} / {of} {countOf(rate.of)}
          </span>
        </>
      }
    >
      {shareWord(rate.hundredths)}
    </Tile>
  );
}
