import { Button } from 'antd';
import { lazy, Suspense, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { AlertLine } from '../../../components/alert-line';
import type { CounterDeal, StationFacts } from '../counter-deal';
import { LiveView } from '../picture/live-view';
import type { Cut } from '../picture/picture-maker';
import type { Camera } from '../picture/use-camera';
import { useServerDeal } from '../store/station';
import { placesOf } from './checklist';
import { ChecklistView } from './checklist-view';
import { DealHead } from './deal-head';
import styles from './desk.module.css';
import { DeskKeys } from './desk-keys';
import { NoticeDialog } from './notice-dialog';
import { PlaceBanner } from './place-banner';
import { EnlargedPicture, ShownPicture } from './shown-picture';
import { type DeskSources, useDeskActs } from './use-desk-acts';
import { usePlace } from './use-place';

const CancelDialog = lazy(() => import('./cancel-dialog'));

interface DeskProps {
  deal: CounterDeal;
  facts: StationFacts;
  camera: Camera;
  sources: DeskSources;
  /** Fingerprints of pictures that came from another deal of the batch. */
  shared: ReadonlySet<string>;
  isAuto: boolean;
  setAuto: (isAuto: boolean) => void;
  /** Another part of the page has the keys, such as the list of deals. */
  isQuiet: boolean;
  onNew: (scanned: string | null) => void;
  onCorrect: () => void;
  onNextCar: () => void;
  onList: () => void;
  /** It lies on the desk no more: it is complete, cancelled, or put aside. */
  onLeave: (why: 'completed' | 'cancelled' | 'aside') => void;
}

/** One deal on the desk: the live picture at the left, its list at the right, and everything by keyboard. */
export function Desk(props: DeskProps) {
  const { deal, facts, camera, sources, shared, isAuto, setAuto, isQuiet } = props;
  const server = useServerDeal(deal.id);
  const navigate = useNavigate();
  /** 放行: the findings of the pre-check with their pictures, each to be let pass with a reason; the deal lies here again afterwards. */
  const openChecks = server ? () => void navigate(`/transactions/${deal.id}`) : undefined;
  const places = placesOf(facts.photoRules.rules, deal, server);
  // What brought it back stays in sight until it leaves the desk, whatever is done to it meanwhile.
  const [matters] = useState(deal.matters);
  const place = usePlace(places, matters.find(({ slot }) => slot !== null)?.slot ?? null);
  const cut = useRef<Cut | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const [dialog, setDialog] = useState<'cancel' | 'enlarged' | null>(null);
  const acts = useDeskActs({ ...props, onChecks: openChecks, place, places, cut, setDialog, isFree: dialog === null && !isQuiet, refocus: () => list.current?.focus() });
  const { taking, notice } = acts;
  const { current } = place;
  const isOver = place.isWhole && !place.isChosen && !taking.doubtful;

  return (
    <div className={styles.desk}>
      <DealHead deal={deal} isWhole={place.isWhole} onCorrect={props.onCorrect} onNextCar={props.onNextCar} onCancel={() => setDialog('cancel')} onComplete={acts.complete} />
      {(matters.length > 0 || acts.said || taking.trouble) && (
        <div className={styles.alerts}>
          {matters.map(({ sentence, slot }, at) => (
            <AlertLine
              key={sentence}
              tone="bad"
              actions={
                <>
                  {at === 0 && openChecks && (
                    <Button size="small" onClick={openChecks}>
                      看预检、放行<kbd>O</kbd>
                    </Button>
                  )}
                  {slot === null && (
                    <Button size="small" onClick={props.onCorrect}>
                      修改信息<kbd>E</kbd>
                    </Button>
                  )}
                </>
              }
            >
              {sentence}
            </AlertLine>
          ))}
          {taking.trouble && <AlertLine tone="bad">{taking.trouble}</AlertLine>}
          {acts.said && <AlertLine tone="warn">{acts.said}</AlertLine>}
        </div>
      )}
      <div className={styles.columns}>
        <div className={styles.left}>
          <PlaceBanner place={taking.doubtful?.place ?? current} doubtful={taking.doubtful} isOver={isOver} isBusy={taking.busyWith !== null} onTake={acts.shoot} />
          <div className={styles.live}>
            {camera.state === 'trouble' ? (
              <CameraTrouble camera={camera} onFiles={sources.choose} />
            ) : (
              current && <LiveView camera={camera} subject={current.subject} aspect={current.aspect} turns={camera.turns} isAuto={isAuto} onCut={(next) => void (cut.current = next)} />
            )}
          </div>
          <DeskKeys isAuto={isAuto} onAuto={() => setAuto(!isAuto)} isNoticeOpen={acts.firstNotice !== undefined} hasMatters={matters.length > 0 && openChecks !== undefined} />
        </div>
        <aside className={styles.right}>
          <ChecklistView
            deal={deal}
            places={places}
            current={isOver ? undefined : current?.code}
            busyWith={taking.busyWith}
            shared={shared}
            listRef={list as React.RefObject<HTMLDivElement>}
            onSelect={acts.choose}
            onNotice={acts.openNotice}
          />
          <ShownPicture place={place.shownPlace} shown={place.shown} doubtful={taking.doubtful} onEnlarge={() => setDialog('enlarged')} />
        </aside>
      </div>
      {notice !== null && <NoticeDialog key={notice} notice={facts.partyNotice} deal={deal} position={notice} onAgreed={() => acts.agree(notice)} onClose={acts.closeNotice} />}
      {dialog === 'enlarged' && place.shownPlace && place.shown && <EnlargedPicture place={place.shownPlace} shown={place.shown} onClose={() => setDialog(null)} />}
      {dialog === 'cancel' && (
        <Suspense fallback={null}>
          <CancelDialog deal={deal} onDone={() => props.onLeave('cancelled')} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </div>
  );
}

/** Without a camera the desk still works: pictures come from files, the clipboard or the scanner's folder. */
function CameraTrouble({ camera, onFiles }: { camera: Camera; onFiles: () => void }) {
  return (
    <div className={styles.noCamera} role="alert">
      <b>{camera.trouble ?? '摄像头没有打开'}</b>
      <p>照片也可以从文件放入（F）、粘贴（Ctrl+V）或拖到这里，或使用扫描文件夹（见上方“来源”）。</p>
      <p>
        <Button type="primary" onClick={camera.retry}>
          重新打开摄像头
        </Button>{' '}
        <Button onClick={onFiles}>选择文件</Button>
      </p>
    </div>
  );
}
