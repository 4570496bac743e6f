import { useQuery } from '@tanstack/react-query';
import { alarmRules, alarmStates, alarmTellings, monitorIndicators } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { Pair, Time, WhoWhen } from '../../components/cells';
import { DataTable, type Column } from '../../components/data-table';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { ToneTag } from '../../components/tone-tag';
import { useTitle } from '../../components/use-title';
import { AlarmRuleDialog } from './alarm-rule-dialog';
import { MonitoringTabs } from './monitoring-tabs';
import { lengthOf, stateTones, stateWord, subjectOf, valueOf } from './monitoring-wording';
import { alarmsQuery, type Alarm, type AlarmRule } from './monitoring';
import styles from './monitoring.module.css';

/** By what they are about, as the vocabulary has them. */
const ranks = Object.keys(alarmRules);
const alarmTones = { pending: 'busy', raised: 'bad', ended: 'good' } as const;

/** 告警: what is raised and what ended by itself, and the rules with their numbers. */
export default function AlarmsPage() {
  useTitle('告警');
  const alarms = useQuery(alarmsQuery);
  return (
    <div className="page">
      <PageHead title="运行状态" note="告警写入日志；设置了技术人员的群机器人时同时发到群里" />
      <MonitoringTabs />
      {alarms.isPending && <PageSkeleton />}
      {alarms.isError && !alarms.data && <LoadFailure error={alarms.error} onRetry={() => void alarms.refetch()} />}
      {alarms.data && (
        <>
          <AlarmList alarms={alarms.data.items} indicatorOf={(rule) => alarms.data.rules.find(({ code }) => code === rule)!.indicator} />
          <Rules rules={alarms.data.rules} mayChange={alarms.data.mayChange} />
        </>
      )}
    </div>
  );
}

function AlarmList({ alarms, indicatorOf }: { alarms: Alarm[]; indicatorOf: (rule: Alarm['rule']) => AlarmRule['indicator'] }) {
  const columns: Column<Alarm>[] = [
    {
      title: '告警',
      cell: ({ rule, subject }) => (
        <Pair>
          <span>{alarmRules[rule].name}</span>
          <span>{subjectOf(subject) || '整个系统'}</span>
        </Pair>
      ),
    },
    { title: '影响', cell: ({ rule, severity }) => <ToneTag tone={stateTones[severity]}>{stateWord(alarmRules[rule].part, severity)}</ToneTag> },
    { title: '状态', cell: ({ state }) => <ToneTag tone={alarmTones[state]}>{alarmStates[state]}</ToneTag> },
    { title: '最高', align: 'right', cell: ({ rule, peak }) => valueOf(indicatorOf(rule), peak) },
    { title: '开始', cell: ({ beganAt }) => <Time>{minuteOf(beganAt)}</Time> },
    {
      title: '解除',
      cell: ({ beganAt, endedAt }) =>
        endedAt ? (
          <Pair>
            <Time>{minuteOf(endedAt)}</Time>
            <span>历时{lengthOf((Date.parse(endedAt) - Date.parse(beganAt)) / 1000)}</span>
          </Pair>
        ) : (
          '—'
        ),
    },
    { title: '通知', cell: ({ telling, state }) => (state === 'pending' ? '—' : alarmTellings[telling]) },
  ];
  return (
    <section className={`card ${styles.section}`}>
      <h2>告警</h2>
      {alarms.length === 0 ? (
        <Notice title="没有告警">超过下面规则的阈值并持续足够时间后，会出现在这里。</Notice>
      ) : (
        <div className={styles.table}>
          <DataTable caption="告警，正在发生的在前" columns={columns} rows={alarms} keyOf={({ id }) => id} />
        </div>
      )}
    </section>
  );
}

function Rules({ rules, mayChange }: { rules: AlarmRule[]; mayChange: boolean }) {
  const [changing, setChanging] = useState<AlarmRule>();
  const columns: Column<AlarmRule>[] = [
    {
      title: '规则',
      cell: ({ code, indicator }) => (
        <Pair>
          <span>{alarmRules[code].name}</span>
          {monitorIndicators[indicator] !== alarmRules[code].name && <span>{monitorIndicators[indicator]}</span>}
        </Pair>
      ),
    },
    { title: '影响', cell: ({ code, severity, enabled }) => <ToneTag tone={enabled ? stateTones[severity] : 'plain'}>{enabled ? stateWord(alarmRules[code].part, severity) : '未启用'}</ToneTag> },
    {
      title: '告警',
      cell: ({ indicator, threshold, forSeconds }) => (
        <Pair>
          <span>≥ {valueOf(indicator, threshold)}</span>
          <span>{forSeconds === 0 ? '立即' : `持续${lengthOf(forSeconds)}`}</span>
        </Pair>
      ),
    },
    {
      title: '解除',
      cell: ({ indicator, clearBelow, clearSeconds }) => (
        <Pair>
          <span>&lt; {valueOf(indicator, clearBelow)}</span>
          <span>{clearSeconds === 0 ? '立即' : `持续${lengthOf(clearSeconds)}`}</span>
        </Pair>
      ),
    },
    { title: '最近修改', cell: ({ changedBy, changedAt }) => (changedBy && changedAt ? <WhoWhen who={changedBy} at={changedAt} /> : '随系统') },
    ...(mayChange
      ? [
          {
            title: '办理',
            cell: (rule: AlarmRule) => (
              <Button size="small" aria-label={`修改 ${alarmRules[rule.code].name}`} onClick={() => setChanging(rule)}>
                修改…
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <section className={`card ${styles.section}`}>
      <h2>
        规则 <small>带宽和磁盘的规则请按所租线路和磁盘填写后启用</small>
      </h2>
      <div className={styles.table}>
        <DataTable caption="告警规则" columns={columns} rows={rules.toSorted((one, other) => ranks.indexOf(one.code) - ranks.indexOf(other.code))} keyOf={({ code }) => code} />
      </div>
      {changing && <AlarmRuleDialog key={changing.code} rule={changing} onClose={() => setChanging(undefined)} />}
    </section>
  );
}
