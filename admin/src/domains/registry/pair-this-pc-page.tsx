import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { deviceEndReasons } from '@yongche/contract/vocabulary';
import { isPassing, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { canBePaired, type Pairing, readPairing } from '../../terminal-store';
import { EntryFrame } from '../identity/entry-frame';
import { useCountdown, waitInWords } from '../identity/use-countdown';
import { askArrival, beginPairing, ownTerminalQuery } from '../../own-terminal';
import styles from './pair-this-pc-page.module.css';

const steps = ['在这台电脑上取得登记码', '市场负责人在“固定端”页输入登记码', '这台电脑成为固定端，操作员登录'];
const askEveryMs = 2_000;
const keptKey = ['own-pairing'];

/** 登记这台电脑为固定端: shows the code that the manager enters, and then which terminal this PC is. */
export default function PairThisPcPage() {
  useTitle('登记固定端');
  const kept = useQuery({ queryKey: keptKey, queryFn: async () => (await readPairing()) ?? null });
  const state = kept.data?.state;
  return (
    <EntryFrame title="登记这台电脑为固定端" lead="登记以后，只有这台电脑能以这个固定端的名义工作。" steps={steps} current={state === 'paired' ? 2 : state === 'waiting' ? 1 : 0}>
      <div className={styles.pairing}>
        {kept.isPending ? <PageSkeleton rows={4} /> : <Stage kept={kept.data ?? null} />}
      </div>
    </EntryFrame>
  );
}

function Stage({ kept }: { kept: Pairing | null }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const begin = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      client.setQueryData(keptKey, (await beginPairing()) ?? null);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const toLogin = (
    <Button type="link" onClick={() => navigate('/login')}>
      返回登录
    </Button>
  );
  if (!canBePaired()) {
    return (
      <>
        <h2>这个浏览器不能登记</h2>
        <p className={styles.lead}>登记固定端需要用 https 地址打开本系统，并使用 Edge、Chrome 109 或更新的版本，不能用无痕窗口。</p>
        {toLogin}
      </>
    );
  }
  if (kept?.state === 'paired') {
    return (
      <>
        <h2>这台电脑是固定端</h2>
        <p className={styles.name}>
          {kept.terminal.name}
          <span>
            {kept.terminal.number} · {kept.terminal.marketName}
          </span>
        </p>
        <p className={styles.lead}>请操作员用本人账号登录。请勿清除浏览器数据，否则需要重新登记。</p>
        <Button type="primary" size="large" block onClick={() => navigate('/login')}>
          去登录
        </Button>
      </>
    );
  }
  if (kept?.state === 'waiting') return <Waiting key={kept.device} kept={kept} onAgain={() => void begin()} toLogin={toLogin} />;
  return (
    <>
      <h2>取得登记码</h2>
      {kept?.state === 'out' && (
        <AlertLine tone="warn">
          这台电脑原来是 {kept.terminal.name}（{kept.terminal.number}），已停用。{kept.reason && `原因：${deviceEndReasons[kept.reason as keyof typeof deviceEndReasons] ?? kept.reason}。`}
        </AlertLine>
      )}
      <p className={styles.lead}>登记码10分钟有效，只能用一次。请市场负责人或协会秘书处在“固定端”档案页点“登记电脑”，输入登记码。</p>
      {failure !== undefined && <AlertLine tone="bad">没有取得登记码：{sentenceOf(failure)}</AlertLine>}
      <Button type="primary" size="large" block loading={isBusy} onClick={() => void begin()}>
        取得登记码
      </Button>
      {toLogin}
    </>
  );
}

interface WaitingProps {
  kept: Extract<Pairing, { state: 'waiting' }>;
  onAgain: () => void;
  toLogin: ReactNode;
}

function Waiting({ kept, onAgain, toLogin }: WaitingProps) {
  const client = useQueryClient();
  const { left, begin } = useCountdown();
  useEffect(() => {
    begin((Date.parse(kept.expiresAt) - Date.now() - kept.ahead) / 1000);
    // The code's end is known once and for all.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [kept.expiresAt]);
  const arrival = useQuery({
    queryKey: [...keptKey, 'arrival', kept.device],
    queryFn: async () => {
      const state = await askArrival(kept);
      if (state === 'paired') {
        client.setQueryData(keptKey, (await readPairing()) ?? null);
        client.removeQueries(ownTerminalQuery);
      }
      return state;
    },
    refetchInterval: (query) => (query.state.data === 'over' ? false : askEveryMs),
    refetchIntervalInBackground: true,
  });
  const isLost = arrival.isError && !isPassing(arrival.error);
  if (arrival.data === 'over' || isLost) {
    return (
      <>
        <h2>登记码已失效</h2>
        <p className={styles.lead}>10分钟内没有输入，或已经用过。请重新取得。</p>
        <Button type="primary" size="large" block onClick={onAgain}>
          重新取得登记码
        </Button>
        {toLogin}
      </>
    );
  }
  return (
    <>
      <h2>登记码</h2>
      <p className={styles.code} aria-label="登记码">
        {kept.code.slice(0, 4)}-{kept.code.slice(4)}
      </p>
      <p className={styles.lead}>请市场负责人在“固定端”档案页点“登记电脑”，输入它。输入后这里会自己变化，请不要关闭页面。{left > 0 && <>还有 {waitInWords(left)}。</>}</p>
      {arrival.isError && <AlertLine tone="warn">{sentenceOf(arrival.error)}</AlertLine>}
      {toLogin}
    </>
  );
}
