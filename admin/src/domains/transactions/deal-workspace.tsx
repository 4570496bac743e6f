import { App } from 'antd';
import { useState } from 'react';
import { useHotkeys } from '../../components/use-hotkeys';
import { Workspace } from '../../components/workspace';
import { OverrideDialog } from '../checks/override-dialog';
import { useDealCheck } from '../checks/use-deal-check';
import type { Tally } from './check-marks';
import type { Deal } from './deal';
import { DealHeader } from './deal-header';
import { DealTabs, type DealTab } from './deal-tabs';
import styles from './deal-workspace.module.css';
import { DecisionFooter } from './decision-footer';
import { DealAlerts } from './deal-alerts';
import { KeyLegend } from './key-legend';
import { PictureBar } from './picture-bar';
import { PictureList } from './picture-list';
import { usePictureStore, useWantedPictures } from './picture-store';
import { PictureViewer } from './picture-viewer/picture-viewer';
import { ReturnDialog } from './return-dialog';
import { returnCodeList } from './return-menu';
import { useCheck } from './use-check';
import { useCheckActs } from './use-check-acts';
import { useDealScanner } from './use-deal-scanner';
import { useDecision } from './use-decision';
import { useHold } from './use-hold';

/** A deal on the counter: photos at the left, the picture in the middle, data and decision at the right. */
export function DealWorkspace({ deal }: { deal: Deal }) {
  const { message } = App.useApp();
  const check = useCheck(deal);
  const { hadIt } = useHold(deal);
  useDealScanner(deal, check);
  const isOver = deal.state === 'completed' || deal.state === 'cancelled';
  const checks = useDealCheck(deal.id, isOver);
  const [chosenTab, setChosenTab] = useState<DealTab>();
  const store = usePictureStore(deal.id);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [toConfirm, setToConfirm] = useState<Tally['returning']>();
  const decision = useDecision(deal.id, () => {
    check.forgetReturns();
    setToConfirm(undefined);
  });
  const { selected, picture, isDecidable, tally, marks } = check;
  const ids = check.pictures.map(({ image }) => image.id);
  useWantedPictures(store, ids, selected);
  const shown = selected ? store.get('full', selected) : undefined;
  const onChecks = useCheckActs({ deal, check, checks, showTab: () => setChosenTab('checks') });

  const markChecked = () => {
    if (!selected || !isDecidable) return;
    if (shown?.state === 'ready') check.check(selected);
    else void message.warning('照片还没有显示出来，看清后才能标记已核对。');
  };
  const markReturn = (code: (typeof returnCodeList)[number]) => {
    setMenuOpen(false);
    if (!selected || !isDecidable) return;
    const former = marks[selected];
    check.select(selected);
    check.put(selected, { kind: 'return', code, note: former?.kind === 'return' ? former.note : '' });
  };
  const complete = () => {
    if (!deal.may.complete || decision.complete.isPending) return;
    if (tally.returning.length > 0) void message.warning('有照片标记为退回，请先退回（F4）或撤销标记。');
    else if (tally.open.length > 0) void message.warning(`还有${tally.open.length}张照片没有核对。`);
    else if (checks.stop) onChecks.explainStop();
    else if (tally.checked.length > 0) decision.complete.mutate(tally.checked);
  };
  const askToReturn = () => {
    if (!deal.may.return || decision.giveBack.isPending) return;
    if (tally.returning.length === 0) void message.warning('还没有标记要退回的照片，请按 1–9 或 T 选择原因。');
    else if (tally.missingNote) {
      check.select(tally.missingNote);
      void message.warning('选择“其他”时请写明原因。');
    } else {
      decision.giveBack.reset();
      setToConfirm(tally.returning);
    }
  };

  const asking = deal.may.return ? toConfirm : undefined;
  const isFree = asking === undefined && checks.overridden === undefined;
  const previous = () => onChecks.step(-1);
  const next = () => onChecks.step(1);
  useHotkeys({ ArrowLeft: previous, ArrowUp: previous, k: previous, ArrowRight: next, ArrowDown: next, j: next }, isFree);
  useHotkeys({ g: onChecks.showNext, ...(checks.mayOverride && { f: onChecks.override }) }, isFree && checks.mayRead);
  useHotkeys(
    {
      Space: markChecked,
      Enter: markChecked,
      ...Object.fromEntries(returnCodeList.slice(0, 9).map((code, at) => [`${at + 1}`, () => markReturn(code)])),
      t: () => setMenuOpen(isDecidable),
      Backspace: () => selected && isDecidable && check.put(selected, undefined),
      F2: complete,
      F4: askToReturn,
    },
    isFree && (deal.may.complete || deal.may.return),
  );

  return (
    <Workspace>
      <DealHeader deal={deal} />
      <DealAlerts deal={deal} decision={decision} hadIt={hadIt} />
      <div className={styles.columns}>
        <PictureList deal={deal} marks={marks} selected={selected} onSelect={onChecks.select} store={store} listRef={check.list} />
        <div className={styles.middle}>
          {picture && shown ? (
            <>
              <PictureViewer
                key={selected}
                picture={shown}
                title={picture.title}
                frame={onChecks.frame}
                onRetry={() => store.retry(picture.image.id)}
                hotkeys={isFree}
              />
              <PictureBar
                picture={picture}
                position={`第 ${ids.indexOf(picture.image.id) + 1} / ${ids.length} 张`}
                mark={marks[picture.image.id]}
                isDecidable={isDecidable}
                menu={{ isOpen: isMenuOpen, onOpenChange: setMenuOpen }}
                onCheck={markChecked}
                onReturn={markReturn}
                onNote={(note) => {
                  const mark = marks[picture.image.id];
                  if (mark?.kind === 'return') check.put(picture.image.id, { ...mark, note });
                }}
                onUnmark={() => {
                  check.put(picture.image.id, undefined);
                  check.select(picture.image.id);
                }}
                onNoteDone={() => check.select(picture.image.id)}
              />
            </>
          ) : (
            <p className={styles.empty}>还没有可以查看的照片。代理人上传后会显示在这里。</p>
          )}
          <KeyLegend isDeciding={deal.may.complete || deal.may.return} hasChecks={checks.mayRead} mayOverride={checks.mayOverride} />
        </div>
        <aside className={styles.side}>
          <DealTabs
            deal={deal}
            checks={checks}
            chosen={chosenTab}
            onChoose={setChosenTab}
            acts={onChecks.acts}
          />
          {(deal.may.complete || deal.may.return) && (
            <DecisionFooter
              deal={deal}
              tally={tally}
              stop={checks.stop}
              isReading={checks.isReading}
              isCompleting={decision.complete.isPending}
              onComplete={complete}
              onReturn={askToReturn}
            />
          )}
        </aside>
      </div>
      <ReturnDialog
        returning={asking}
        titleOf={onChecks.acts.titleOf}
        isSending={decision.giveBack.isPending}
        error={decision.giveBack.error}
        onConfirm={() => asking && decision.giveBack.mutate(asking)}
        onCancel={() => setToConfirm(undefined)}
      />
      {checks.overridden && (
        <OverrideDialog transactionId={deal.id} result={checks.overridden} onClose={() => checks.setOverridden(undefined)} />
      )}
    </Workspace>
  );
}
