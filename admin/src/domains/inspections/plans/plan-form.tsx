import { useQuery } from '@tanstack/react-query';
import { DatePicker, Input, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import type { ReactNode } from 'react';
import { marketsQuery } from '../../../components/markets-query';
import { isChanged } from '../../checks/pack-changes';
import type { SamplingContent } from '../inspection';
import { CountInput, PercentInput } from './percent-input';
import { weightTitles } from './plan-wording';
import styles from './plan.module.css';
import { RateList } from './rate-list';

interface PlanFormProps {
  content: SamplingContent;
  /** The plan in force: what differs from it is coloured. */
  base: SamplingContent;
  /** What the server says of a field, by its path in the content. */
  problemOf: (path: string) => string | undefined;
  onChange: (content: SamplingContent) => void;
}

/** Every figure of a draft. */
export function PlanForm(props: PlanFormProps) {
  return (
    <div className={styles.groups}>
      <Sampling {...props} />
      <Risk {...props} />
      <Quality {...props} />
    </div>
  );
}

function Sampling({ content, base, problemOf, onChange }: PlanFormProps) {
  const markets = useQuery(marketsQuery).data?.markets;
  const { newAgents, repeatOffenders } = content;
  return (
    <section className={styles.group}>
      <h3>抽样</h3>
      <Line label="抽样率" isNew={content.rate !== base.rate}>
        <PercentInput label="抽样率" rate={content.rate} onChange={(rate) => onChange({ ...content, rate })} />
      </Line>
      <Line label="新代理人，发证后" isNew={isChanged(newAgents, base.newAgents)}>
        <CountInput label="新代理人的天数" value={newAgents.days} min={0} max={3650} onChange={(days) => onChange({ ...content, newAgents: { ...newAgents, days } })} /> 天内
        <PercentInput label="新代理人的抽样率" rate={newAgents.rate} onChange={(rate) => onChange({ ...content, newAgents: { ...newAgents, rate } })} />
      </Line>
      <Line label="屡有问题，近" isNew={isChanged(repeatOffenders, base.repeatOffenders)}>
        <CountInput label="屡有问题的天数" value={repeatOffenders.days} min={1} max={3650} onChange={(days) => onChange({ ...content, repeatOffenders: { ...repeatOffenders, days } })} /> 天
        <CountInput label="屡有问题的次数" value={repeatOffenders.problems} min={1} max={100} onChange={(problems) => onChange({ ...content, repeatOffenders: { ...repeatOffenders, problems } })} /> 次
        <PercentInput label="屡有问题的抽样率" rate={repeatOffenders.rate} onChange={(rate) => onChange({ ...content, repeatOffenders: { ...repeatOffenders, rate } })} />
      </Line>
      <RateList
        title="指定日期"
        hint="这几天用另外的抽样率"
        rows={content.days}
        blank={{ on: dayjs().add(1, 'day').format('YYYY-MM-DD'), rate: content.rate }}
        most={366}
        problemOf={(at) => problemOf(`days.${at}.on`)}
        field={(row, change, status) => (
          <DatePicker size="small" status={status} allowClear={false} aria-label="日期" value={dayjs(row.on)} onChange={(day) => day && change({ ...row, on: day.format('YYYY-MM-DD') })} />
        )}
        onChange={(days) => onChange({ ...content, days })}
      />
      <RateList
        title="指定市场"
        hint="在这些市场完成的交易"
        rows={content.markets}
        blank={{ marketId: '', rate: content.rate }}
        most={200}
        problemOf={(at) => problemOf(`markets.${at}.marketId`)}
        field={(row, change, status) => (
          <Select
            size="small"
            status={status}
            className={styles.grow}
            aria-label="市场"
            placeholder="请选择"
            value={row.marketId || null}
            options={markets?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            onChange={(marketId) => marketId && change({ ...row, marketId })}
          />
        )}
        onChange={(next) => onChange({ ...content, markets: next })}
      />
      <RateList
        title="指定代理证"
        hint="这些代理人的交易，按证号"
        rows={content.agents}
        blank={{ certificateNumber: '', rate: 1 }}
        most={200}
        problemOf={(at) => problemOf(`agents.${at}.certificateNumber`)}
        field={(row, change, status) => (
          <Input size="small" status={status} className={styles.grow} maxLength={20} aria-label="代理证编号" value={row.certificateNumber} onChange={(event) => change({ ...row, certificateNumber: event.target.value.trim() })} />
        )}
        onChange={(agents) => onChange({ ...content, agents })}
      />
    </section>
  );
}

function Risk({ content, base, onChange }: PlanFormProps) {
  const { weights } = content;
  const score = (label: string, value: number, change: (value: number) => void) => (
    <InputNumber size="small" style={{ width: 84 }} min={0} max={1} step={0.05} aria-label={label} value={value} onChange={(next) => next !== null && change(next)} />
  );
  return (
    <section className={styles.group}>
      <h3>高风险必查</h3>
      <p>每条结论加一份风险，合成 1 − ∏(1 − 风险)；0 表示不计。</p>
      <Line label="风险达到此值必查" isNew={content.redFrom !== base.redFrom}>
        {score('风险达到此值必查', content.redFrom, (redFrom) => onChange({ ...content, redFrom }))}
      </Line>
      {(Object.keys(weightTitles) as (keyof typeof weights)[]).map((key) => (
        <Line key={key} label={weightTitles[key]} isNew={weights[key] !== base.weights[key]}>
          {score(weightTitles[key], weights[key], (weight) => onChange({ ...content, weights: { ...weights, [key]: weight } }))}
        </Line>
      ))}
    </section>
  );
}

function Quality({ content, base, problemOf, onChange }: PlanFormProps) {
  return (
    <section className={styles.group}>
      <h3>核查质量</h3>
      <Line label="对照样，占其余交易" isNew={content.control !== base.control}>
        <PercentInput label="对照样" rate={content.control} onChange={(control) => onChange({ ...content, control })} />
      </Line>
      <Line label="双盲复核，占全部案件" isNew={content.blindSecond !== base.blindSecond}>
        <PercentInput label="双盲复核" rate={content.blindSecond} onChange={(blindSecond) => onChange({ ...content, blindSecond })} />
      </Line>
      <Line label="每人每日目标（件）" isNew={content.target !== base.target}>
        <CountInput label="每人每日目标" value={content.target} min={1} max={2000} onChange={(target) => onChange({ ...content, target })} />
      </Line>
      <Line label="随机种子" isNew={content.seed !== base.seed}>
        <Input size="small" style={{ width: 180 }} maxLength={40} aria-label="随机种子" status={problemOf('seed') ? 'error' : ''} value={content.seed} onChange={(event) => onChange({ ...content, seed: event.target.value })} />
      </Line>
      <p>同一种子、同样的交易，抽出的结果相同，事后可以重算。换一个种子，抽到的交易就不同。</p>
    </section>
  );
}

function Line({ label, isNew, children }: { label: string; isNew: boolean; children: ReactNode }) {
  return (
    <div className={styles.line} data-changed={isNew}>
      <span>{label}</span>
      <span>{children}</span>
    </div>
  );
}
