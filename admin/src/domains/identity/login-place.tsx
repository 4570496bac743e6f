import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { deviceEndReasons } from '@yongche/contract/vocabulary';
import { sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { type OwnPlace, ownTerminalQuery } from '../../own-terminal';
import { farewellKey } from '../../session';
import styles from './login-page.module.css';

/** What this PC is, as far as it is known yet. */
export const useOwnPlace = () => useQuery(ownTerminalQuery);

/** Above the log-in: which terminal this is, or why it is none any more, and why the last session ended. */
export function LoginPlace({ place }: { place: ReturnType<typeof useOwnPlace> }) {
  const farewell = useQuery<string | null>({ queryKey: farewellKey, enabled: false, initialData: null });
  if (place.isError) return <AlertLine tone="bad">{sentenceOf(place.error)}</AlertLine>;
  const { data } = place;
  return (
    <>
      {data?.state === 'paired' && (
        <p className={styles.place}>
          固定端 <b>{data.here.name}</b> {data.here.number} · {data.here.marketName}
        </p>
      )}
      {data?.state === 'out' ? <PutOut place={data} /> : farewell.data && <AlertLine tone="warn">{farewell.data}</AlertLine>}
    </>
  );
}

function PutOut({ place: { terminal, reason } }: { place: Extract<OwnPlace, { state: 'out' }> }) {
  return (
    <AlertLine tone="warn">
      这台电脑原来是固定端 {terminal.name}（{terminal.number}），已停用。
      {reason && `原因：${deviceEndReasons[reason as keyof typeof deviceEndReasons] ?? reason}。`}需要继续使用时请<Link to="/pair-this-pc">重新登记</Link>。
    </AlertLine>
  );
}
