import { App, Button } from 'antd';
import { useCallback, useMemo, useRef, useState } from 'react';
import { AlertLine } from '../../components/alert-line';
import { dayOf } from '../../components/moments';
import { useUpdateBetweenDeals } from '../../page-update';
import type { Staff } from '../../session';
import styles from './capture-page.module.css';
import type { CounterDeal, StationFacts } from './counter-deal';
import { DealColumn } from './deal-column';
import { inOrder } from './deal-words';
import { Desk } from './desk/desk';
import { messageOf } from './desk/message-of';
import { IdleDesk } from './idle-desk';
import { useCamera } from './picture/use-camera';
import { StationBar } from './station-bar';
import { StationForm } from './station-form';
import { reopenDeal, takeOver, useCounterDeals, useKeeping } from './store/station';
import { useFinished } from './use-finished';
import { type IdCard, useIdReader } from './use-id-reader';
import { useSources } from './use-sources';
import { type LeftDeal, useView } from './use-view';

const autoKey = 'yongche-capture-by-hand';

/** The counter at work: a top line, the deals of this PC, and the desk with a form or a deal on it. */
export function CaptureStation({ staff, facts }: { staff: Staff; facts: StationFacts }) {
  const { message, modal } = App.useApp();
  const camera = useCamera();
  const keeping = useKeeping();
  const all = useCounterDeals();
  const [view, setView] = useView();
  const [last, setLast] = useState<LeftDeal | null>(null);
  const [isListOpen, setListOpen] = useState(false);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [isAuto, setOwnAuto] = useState(() => localStorage.getItem(autoKey) === null);
  const card = useRef<((card: IdCard) => void) | null>(null);
  const receiveCard = useCallback((to: typeof card.current) => void (card.current = to), []);
  const reader = useIdReader((read) => (card.current ? card.current(read) : void message.info('读到一张身份证。新交易请先按 N。')));
  const sources = useSources(() => void message.info('现在没有打开的交易，照片没有放入。新交易请先按 N。'));
  const deals = useMemo(() => {
    const today = dayOf(new Date());
    const isListed = ({ staffId, stage, begunAt }: CounterDeal) => staffId === staff.id && ((stage !== 'completed' && stage !== 'cancelled') || dayOf(begunAt) === today);
    return inOrder(all.filter(isListed));
  }, [all, staff.id]);
  const onDesk = 'dealId' in view ? deals.find(({ id }) => id === view.dealId) : undefined;
  const isCapturing = view.kind === 'deal' && onDesk && (onDesk.stage === 'open' || onDesk.stage === 'attention');
  const update = useUpdateBetweenDeals(view.kind === 'form' || Boolean(isCapturing));

  useFinished(deals, onDesk?.id ?? null);

  const setAuto = (next: boolean) => {
    if (next) localStorage.removeItem(autoKey);
    else localStorage.setItem(autoKey, 'true');
    setOwnAuto(next);
  };
  const begin = (scanned: string | null) => setView({ kind: 'form', purpose: 'new', scanned });
  const nextCarOf = (from: LeftDeal) => setView({ kind: 'form', purpose: 'next_car', from });
  const open = (deal: CounterDeal) => {
    setListOpen(false);
    if (view.kind === 'form') return void message.info('请先填完这张表，或按 Esc 放弃。');
    setView(deal.stage === 'open' || deal.stage === 'attention' ? { kind: 'deal', dealId: deal.id } : { kind: 'idle', dealId: deal.id });
  };
  const reopen = (deal: CounterDeal) => {
    if (deal.stage !== 'closing') return open(deal);
    reopenDeal(deal.id).then(
      () => setView({ kind: 'deal', dealId: deal.id }),
      (error: unknown) => void message.error(messageOf(error)),
    );
  };
  const shared = useMemo(() => {
    const others = all.filter(({ id, batchId }) => onDesk && id !== onDesk.id && batchId !== null && batchId === onDesk.batchId);
    return new Set(others.flatMap(({ pictures }) => pictures.map(({ sha256 }) => sha256)));
  }, [all, onDesk]);
  const takeOverFrom = (other: (typeof keeping.othersWaiting)[number]) =>
    modal.confirm({
      title: `接手${other.name}没有办完的${other.deals}笔交易？`,
      content: '接手后由您继续采集和完成，记在您的名下。请先确认对方今天不再回来。',
      okText: '接手',
      cancelText: '取消',
      onOk: () => takeOver(other.staffId, staff).catch((error: unknown) => void message.error(messageOf(error))),
    });
  const attention = deals.filter(({ stage }) => stage === 'attention').length;

  return (
    <div className={styles.station}>
      <StationBar camera={camera} reader={reader} sources={sources} keeping={keeping} dealCount={deals.length} attentionCount={attention} isMenuOpen={isMenuOpen} onMenu={setMenuOpen} onList={() => setListOpen(true)} />
      <Alerts keeping={keeping} isOutdated={update.isOutdated} onTakeOver={takeOverFrom} />
      <div className={styles.body}>
        <DealColumn deals={deals} facts={facts} current={onDesk?.id ?? null} isOpen={isListOpen} onOpen={open} onClose={() => setListOpen(false)} />
        <main className={styles.middle} aria-label="台面">
          {view.kind === 'form' ? (
            <StationForm view={view} deal={onDesk} staff={staff} facts={facts} receiveCard={receiveCard} onView={setView} />
          ) : isCapturing ? (
            <Desk
              key={onDesk.id}
              deal={onDesk}
              facts={facts}
              camera={camera}
              sources={sources}
              shared={shared}
              isAuto={isAuto}
              setAuto={setAuto}
              isQuiet={isListOpen || isMenuOpen}
              onNew={begin}
              onCorrect={() => setView({ kind: 'form', purpose: 'correct', dealId: onDesk.id })}
              onNextCar={() => nextCarOf(onDesk)}
              onList={() => setListOpen(true)}
              onLeave={(why) => {
                if (why === 'completed') setLast(onDesk);
                setView({ kind: 'idle', dealId: why === 'aside' ? null : onDesk.id });
              }}
            />
          ) : (
            <IdleDesk
              deal={onDesk ?? null}
              openCount={deals.filter(({ stage }) => stage === 'open' || stage === 'attention').length}
              hasLast={last !== null}
              isQuiet={isListOpen || isMenuOpen}
              onNew={begin}
              onNextCar={() => last && nextCarOf(last)}
              onReopen={reopen}
              onList={() => setListOpen(true)}
            />
          )}
        </main>
      </div>
    </div>
  );
}

interface AlertsProps {
  keeping: ReturnType<typeof useKeeping>;
  isOutdated: boolean;
  onTakeOver: (other: ReturnType<typeof useKeeping>['othersWaiting'][number]) => void;
}

/** What concerns the PC rather than one deal. */
function Alerts({ keeping: { trouble, othersWaiting }, isOutdated, onTakeOver }: AlertsProps) {
  if (!trouble && othersWaiting.length === 0 && !isOutdated) return null;
  return (
    <div className={styles.alerts}>
      {trouble && <AlertLine tone="bad">{trouble}</AlertLine>}
      {isOutdated && <AlertLine tone="bad">这个页面的版本过旧，照片和资料仍存在本机，但传不上去。办完手上这一笔，页面会自动更新。</AlertLine>}
      {othersWaiting.map((other) => (
        <AlertLine
          key={other.staffId}
          tone="info"
          actions={
            <Button size="small" onClick={() => onTakeOver(other)}>
              接手
            </Button>
          }
        >
          {other.name}在这台电脑上还有{other.deals}笔没有办完，等本人登录后继续。
        </AlertLine>
      ))}
    </div>
  );
}
