import { useQuery } from '@tanstack/react-query';
import { App, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { useHotkeys } from '../../../components/use-hotkeys';
import { suggestedReturn } from '../../checks/check-wording';
import { type PictureStore, useArrivals } from '../../transactions/picture-store';
import type { Case, Decision } from '../inspection';
import { codesInForceQuery } from '../queries';
import { CaseList } from './case-list';
import { type CaseMark, type CaseMarks, changeMark, marksOf, missingNote, problemOf, type ReturnCode, toggleMark } from './case-marks';
import { CaseSide } from './case-side';
import styles from './case-view.module.css';
import { deskKeys, menuKeys } from './console-keys';
import { DecisionFoot } from './decision-foot';
import { DoubtDialog } from './doubt-dialog';
import { MarkBar } from './mark-bar';
import { Stage } from './stage';
import { useCase } from './use-case';
import { useFlicker } from './use-flicker';
import { ViolationDialog } from './violation-dialog';

interface CaseViewProps {
  one: Case;
  store: PictureStore;
  marks: CaseMarks;
  onMarks: (marks: CaseMarks) => void;
  secondsOf: () => number;
  onDecide: (decision: Decision) => void;
  onUndo: () => void;
  onKeys: () => void;
  /** False while a dialog of the page is open. */
  isFree: boolean;
}

/** One case: pictures at the left, the picture in the middle, findings and facts at the right; made for the keyboard. */
export function CaseView({ one, store, marks, onMarks, secondsOf, onDecide, onUndo, onKeys, isFree }: CaseViewProps) {
  const { message } = App.useApp();
  /** One sentence at a time, however often a key is pressed. */
  const say = (content: string) => void message.warning({ content, key: 'desk', duration: 3 });
  useArrivals(store);
  const sight = useCase(one, store);
  const [asking, setAsking] = useState<'doubt' | 'violation'>();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const note = useRef<InputRef>(null);
  const book = useQuery(codesInForceQuery).data;
  const { item, look } = sight;
  const shown = marksOf(marks, item);
  const isAlone = isFree && asking === undefined;
  const flicker = useFlicker(`${item.key} ${sight.other?.image.id}`, isAlone && !isMenuOpen && sight.other !== undefined);

  const isSeen = item.imageId === null || store.get('full', item.imageId).state !== 'loading';
  /** Nobody decides on what is not on the screen yet. */
  const ifSeen = (act: () => void) => (isSeen ? act() : say('照片还没有显示出来，看清后再定。'));
  const close = () => setAsking(undefined);
  const writeNote = () => {
    // The field appears with the mark.
    requestAnimationFrame(() => note.current?.focus());
  };

  const pass = () => {
    if (marks.length > 0) return say('已标记问题：按 Enter 送出，或再按一次数字取消标记后通过。');
    ifSeen(() => onDecide({ verdict: 'pass', seconds: secondsOf() }));
  };
  const doubt = () => {
    if (one.question !== null) return say('这是同事存疑后请您看的，请作出结论：通过，或有问题。');
    ifSeen(() => setAsking('doubt'));
  };
  const send = () => {
    const unfinished = missingNote(marks);
    if (marks.length === 0) return say('还没有标记问题：按 1–9 或 T 标记；没有问题按 P。');
    if (unfinished) {
      sight.select(unfinished.imageId ?? unfinished.slot ?? 'deal');
      writeNote();
      return say('选择“其他”时请写明原因。');
    }
    ifSeen(() => onDecide(problemOf(marks, secondsOf())));
  };
  const mark = (code: ReturnCode) => {
    setMenuOpen(false);
    ifSeen(() => {
      const suggested = look && suggestedReturn(look.result, look.spot);
      const next = toggleMark(marks, { imageId: item.imageId, slot: item.slot, code, ...(suggested?.code === code && { note: suggested.note }) });
      onMarks(next);
      if (missingNote(marksOf(next, item))?.code === code) writeNote();
    });
  };
  const violationOf = ({ code, violation }: CaseMark) => {
    const chosen = violation ?? book?.byReturnCode[code];
    const known = book?.codes.find((candidate) => candidate.code === chosen);
    return known && `${known.code} ${known.name}`;
  };
  const last = shown.at(-1);

  useHotkeys(
    deskKeys({
      pass,
      doubt,
      send,
      mark,
      openMenu: () => setMenuOpen(true),
      writeNote: () => note.current?.focus(),
      chooseViolation: () => last && setAsking('violation'),
      undo: onUndo,
      step: sight.step,
      nextFinding: () => sight.showNext() || say('预检没有需要看的地方。'),
      compare: sight.pair,
      leavePair: sight.unpair,
      showKeys: onKeys,
    }),
    isAlone && !isMenuOpen,
  );
  useHotkeys({ ...menuKeys(mark), t: () => setMenuOpen(false), Escape: () => setMenuOpen(false) }, isAlone && isMenuOpen);

  return (
    <div className={styles.columns}>
      <CaseList sight={sight} marks={marks} store={store} />
      <div className={styles.middle}>
        <Stage sight={sight} store={store} flicker={flicker} hotkeys={isAlone} />
        <MarkBar
          item={item}
          position={sight.position}
          marks={shown}
          violationOf={violationOf}
          menu={{ isOpen: isMenuOpen, onOpenChange: setMenuOpen }}
          noteRef={note}
          onMark={mark}
          onNote={(changed, text) => onMarks(changeMark(marks, changed, { note: text }))}
          onViolation={() => setAsking('violation')}
        />
      </div>
      <aside className={styles.side}>
        <CaseSide one={one} sight={sight} />
        <DecisionFoot marked={marks.length} onPass={pass} onDoubt={doubt} onSend={send} />
      </aside>
      {asking === 'doubt' && <DoubtDialog onSend={(question) => onDecide({ verdict: 'doubt', seconds: secondsOf(), note: question })} onClose={close} />}
      {asking === 'violation' && last && (
        <ViolationDialog
          mark={last}
          onChoose={(violation) => {
            onMarks(changeMark(marks, last, { violation }));
            close();
          }}
          onClose={close}
        />
      )}
    </div>
  );
}
