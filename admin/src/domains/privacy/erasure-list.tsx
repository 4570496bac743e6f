import { erasureStates } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../api';
import type { Column } from '../../components/data-table';
import { ChoiceFilter } from '../../components/filter';
import { minuteOf } from '../../components/moments';
import { ToneTag, type Tone } from '../../components/tone-tag';
import { useStaff } from '../../session';
import { EmptyList, RegisterList } from '../registry/register-list';
import page from '../registry/register-page.module.css';
import { useRegisterList } from '../registry/use-register-list';
import { askerOf, type Erasure, mayDecideErasure } from './erasure';
import { ErasureDialog } from './erasure-dialog';
import styles from './privacy-page.module.css';

const tones: Record<Erasure['state'], Tone> = { requested: 'busy', approved: 'over', refused: 'plain' };

export function ErasureState({ state }: { state: Erasure['state'] }) {
  return <ToneTag tone={tones[state]}>{erasureStates[state]}</ToneTag>;
}

/** 删除申请, the latest first; a row opens the request, and for the security officer the decision. */
export function ErasureList() {
  const mayDecide = mayDecideErasure(useStaff().role);
  const [state, setState] = useState<Erasure['state']>();
  const [opened, setOpened] = useState<Erasure>();
  const erasures = useRegisterList('erasures', { state }, (cursor, signal) =>
    call('GET /erasures', { query: { ...(state && { state }), ...(cursor && { cursor }) }, signal }),
  );
  const columns: Column<Erasure>[] = [
    {
      title: '姓名',
      cell: (erasure) => (
        <Button
          type="link"
          size="small"
          style={{ paddingInline: 0 }}
          onClick={(event) => {
            event.stopPropagation();
            setOpened(erasure);
          }}
        >
          {erasure.personName}
        </Button>
      ),
    },
    { title: '状态', cell: (erasure) => <ErasureState state={erasure.state} /> },
    { title: '提出', cell: (erasure) => <Pair who={askerOf(erasure)} at={erasure.requestedAt} /> },
    { title: '理由', cell: ({ reason }) => <span className={styles.reason}>{reason}</span> },
    { title: '审批', cell: ({ decidedBy, decidedAt }) => (decidedBy && decidedAt ? <Pair who={decidedBy} at={decidedAt} /> : mayDecide && '待您审批') },
  ];
  return (
    <section>
      <div className={styles.head}>
        <h2>删除申请</h2>
        <ChoiceFilter label="状态" list={erasureStates} value={state} onChange={setState} />
      </div>
      <RegisterList
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

function Pair({ who, at }: { who: string; at: string }) {
  return (
    <span className={page.pair}>
      <span>{who}</span>
      <time className={page.time}>{minuteOf(at)}</time>
    </span>
  );
}
