import { useState } from 'react';
import { useTitle } from '../../../components/use-title';
import { Workspace } from '../../../components/workspace';
import { CaseHead } from './case-head';
import { CaseView } from './case-view';
import { DeskHead } from './desk-head';
import { DeskLines } from './desk-lines';
import { LegendDialog } from './legend-dialog';
import { QuietDesk } from './quiet-desk';
import { UndoLine } from './undo-line';
import { useInspectionDesk } from './use-inspection-desk';

/** 核查台: case after case, by the keyboard; the next one is always in hand. */
export default function ConsolePage() {
  useTitle('核查台');
  const { desk, state, pictures } = useInspectionDesk();
  const [showsKeys, setShowsKeys] = useState(false);
  const one = state.held[0];
  const last = state.decided.at(-1);
  const undoLine = last && <UndoLine key={`${last.one.id} ${last.at}`} last={last} onUndo={desk.undo} />;
  return (
    <Workspace>
      <DeskHead isPaused={state.paused !== 'no'} onPause={desk.pause} onResume={desk.begin} onKeys={() => setShowsKeys(true)} />
      <DeskLines state={state} onForget={desk.forget} />
      {one ? (
        <>
          <CaseHead one={one}>{undoLine}</CaseHead>
          <CaseView
            key={one.id}
            one={one}
            store={pictures.of(one)}
            marks={state.marks[one.id] ?? []}
            onMarks={(marks) => desk.setMarks(one.id, marks)}
            secondsOf={() => desk.secondsOf(one.id)}
            onDecide={(decision) => desk.decide(one, decision)}
            onUndo={desk.undo}
            onKeys={() => setShowsKeys(true)}
            isFree={!showsKeys}
          />
        </>
      ) : (
        <>
          {undoLine}
          <QuietDesk state={state} onResume={desk.begin} onUndo={desk.undo} />
        </>
      )}
      {showsKeys && <LegendDialog onClose={() => setShowsKeys(false)} />}
    </Workspace>
  );
}
