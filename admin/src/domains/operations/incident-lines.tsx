import { incidentStates, serviceParts } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../api';
import { Name, Pair, Time } from '../../components/cells';
import { DataTable, type Column } from '../../components/data-table';
import { minuteOf } from '../../components/moments';
import { ReasonDialog } from '../../components/reason-dialog';
import { ToneTag } from '../../components/tone-tag';
import { useAct } from '../../components/use-act';
import { incidentTones, lengthOf, stateTones, stateWord } from './monitoring-wording';
import { incidentsKey, statusKey, type Incident } from './monitoring';

/** 事件, each with its course; for the technician what is to be said of it. */
export function IncidentLines({ incidents, mayHandle }: { incidents: Incident[]; mayHandle: boolean }) {
  const [repairing, setRepairing] = useState<Incident>();
  const columns: Column<Incident>[] = [
    {
      title: '事件',
      cell: ({ title, part, openedBy, cause }) => (
        <Pair>
          <span title={title}>{title}</span>
          {cause === null ? <span>{`${serviceParts[part]}，${openedBy ? `${openedBy}报告` : '告警发现'}`}</span> : <Name>{cause}</Name>}
        </Pair>
      ),
    },
    { title: '影响', cell: ({ part, severity }) => <ToneTag tone={stateTones[severity]}>{stateWord(part, severity)}</ToneTag> },
    { title: '开始', cell: ({ beganAt }) => <Time>{minuteOf(beganAt)}</Time> },
    { title: '响应', cell: (one) => <After since={one.beganAt} at={one.acknowledgedAt} who={one.acknowledgedBy} /> },
    { title: '恢复', cell: (one) => <After since={one.beganAt} at={one.recoveredAt} who={one.repairedBy} /> },
    { title: '状态', cell: ({ state, recoveredAt }) => <ToneTag tone={incidentTones[state]}>{state !== 'repaired' && recoveredAt ? '已恢复，待填原因' : incidentStates[state]}</ToneTag> },
    ...(mayHandle ? [{ title: '办理', cell: (one: Incident) => <Acts incident={one} onRepair={() => setRepairing(one)} /> }] : []),
  ];
  return (
    <>
      <DataTable caption="事件，最近的在前" columns={columns} rows={incidents} keyOf={({ id }) => id} />
      {repairing && <RepairDialog incident={repairing} onClose={() => setRepairing(undefined)} />}
    </>
  );
}

/** How long after the beginning, and by whom. */
function After({ since, at, who }: { since: string; at: string | null; who: string | null }) {
  if (!at) return <>—</>;
  return (
    <Pair>
      <span>{lengthOf(Math.max(0, (Date.parse(at) - Date.parse(since)) / 1000))}</span>
      <span>{who ?? '自动'}</span>
    </Pair>
  );
}

function Acts({ incident: { id, state, title }, onRepair }: { incident: Incident; onRepair: () => void }) {
  const acknowledge = useAct({
    about: `acknowledge ${id}`,
    send: () => call('POST /incidents/:id/acknowledgement', { params: { id } }),
    renews: [incidentsKey, statusKey],
    done: '已响应。',
    failed: '没有响应',
  });
  if (state === 'repaired') return null;
  return (
    <span>
      {state === 'open' && (
        <>
          <Button size="small" type="primary" aria-label={`响应 ${title}`} loading={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
            响应
          </Button>{' '}
        </>
      )}
      <Button size="small" aria-label={`修复 ${title}`} onClick={onRepair}>
        修复…
      </Button>
    </span>
  );
}

function RepairDialog({ incident: { id, title }, onClose }: { incident: Incident; onClose: () => void }) {
  const repair = useAct({
    about: `repair ${id}`,
    send: (cause: string) => call('POST /incidents/:id/repair', { params: { id }, body: { cause } }),
    renews: [incidentsKey, statusKey],
    done: '已记为修复。',
    onDone: onClose,
  });
  return (
    <ReasonDialog title="事件已修复" okText="已修复" label="原因和处理" hint="进入月度统计和年度报告；不要写个人信息" usualReasons={['重启后恢复', '扩容后恢复', '对方服务故障，已恢复', '误报，已调整规则']} sending={repair} failed="没有记下" onSend={(cause) => repair.mutate(cause)} onClose={onClose}>
      <p>{title}</p>
    </ReasonDialog>
  );
}
