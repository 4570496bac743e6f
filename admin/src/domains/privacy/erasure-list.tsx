import { erasureStates } from '@yongche/contract/vocabulary';
import { useState } from 'react';
import { call } from '../../api';
import { RowButton, WhoWhen } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { ChoiceFilter } from '../../components/filter';
import { EmptyList, RecordList } from '../../components/record-list';
import { ToneTag, type Tone } from '../../components/tone-tag';
import { useRecordList } from '../../components/use-record-list';
import { useStaff } from '../../session';
import { askerOf, type Erasure, erasuresKey, mayDecideErasure } from './erasure';
import { ErasureDialog } from './erasure-dialog';
import styles from './privacy-page.module.css';

const tones: Record<Erasure['state'], Tone> = { requested: 'busy', approved: 'over', refused: 'plain' };

function ErasureState({ state }: { state: Erasure['state'] }) {
  return <ToneTag tone={tones[state]}>{erasureStates[state]}</ToneTag>;
}

/** 删除申请, the latest first; a row opens the request, and for the security officer the decision. */
export function ErasureList() {
  const mayDecide = mayDecideErasure(useStaff().role);
  const [state, setState] = useState<Erasure['state']>();
  const [opened, setOpened] = useState<Erasure>();
  const erasures = useRecordList([...erasuresKey, state], (cursor, signal) =>
    call('GET /erasures', { query: { ...(state && { state }), ...(cursor && { cursor }) }, signal }),
  );
  const columns: Column<Erasure>[] = [
    { title: '姓名', cell: ({ personName }) => <RowButton>{personName}</RowButton> },
    { title: '状态', cell: (erasure) => <ErasureState state={erasure.state} /> },
    { title: '提出', cell: (erasure) => <WhoWhen who={askerOf(erasure)} at={erasure.requestedAt} /> },
    { title: '理由', cell: ({ reason }) => <span className={styles.reason}>{reason}</span> },
    { title: '审批', cell: ({ decidedBy, decidedAt }) => (decidedBy && decidedAt ? <WhoWhen who={decidedBy} at={decidedAt} /> : mayDecide && '待您审批') },
  ];
  return (
    <section>
      <div className={styles.head}>
        <h2>删除申请</h2>
        <ChoiceFilter label="状态" list={erasureStates} value={state} onChange={setState} />
      </div>
      <RecordList
        caption="删除申请，最近的在前"
        list={erasures}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={setOpened}
        empty={
          <EmptyList what="删除申请" isFiltered={state !== undefined} onClear={() => setState(undefined)}>
            本人在小程序申请，或秘书处文员在上面查到人后提出；由安全管理员审批。
          </EmptyList>
        }
      />
      {opened && <ErasureDialog erasure={opened} onClose={() => setOpened(undefined)} />}
    </section>
  );
}
