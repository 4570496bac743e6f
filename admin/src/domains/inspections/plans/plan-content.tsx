import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Facts } from '../../../components/facts';
import { marketsQuery } from '../../../components/markets-query';
import type { SamplingContent } from '../inspection';
import { rateWord, riskOf, weightTitles } from './plan-wording';
import styles from './plan.module.css';

/** Every figure of a plan, to be read. */
export function PlanContent({ content }: { content: SamplingContent }) {
  const markets = useQuery(marketsQuery).data?.markets;
  const { weights, redFrom, newAgents, repeatOffenders } = content;
  const marketName = (marketId: string) => markets?.find(({ id }) => id === marketId)?.name ?? '…';
  return (
    <div className={styles.groups}>
      <Group title="抽样">
        <Facts
          facts={[
            ['抽样率', rateWord(content.rate)],
            ['新代理人', `发证${newAgents.days}天内 ${rateWord(newAgents.rate)}`],
            ['屡有问题', `${repeatOffenders.days}天内有${repeatOffenders.problems}次问题的代理人 ${rateWord(repeatOffenders.rate)}`],
          ]}
        />
        <Rates title="指定日期" rows={content.days.map(({ on, rate }) => [on, rate])} />
        <Rates title="指定市场" rows={content.markets.map(({ marketId, rate }) => [marketName(marketId), rate])} />
        <Rates title="指定代理证" rows={content.agents.map(({ certificateNumber, rate }) => [certificateNumber, rate])} />
      </Group>
      <Group title="高风险必查">
        <p>一笔交易的风险由预检的每条结论合成；达到 {redFrom} 必查，风险高的排在前面。</p>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">每有一条</th>
              <th scope="col" data-align="right">
                风险
              </th>
              <th scope="col">只有一条时</th>
            </tr>
          </thead>
          <tbody>
            {(Object.keys(weightTitles) as (keyof typeof weights)[]).map((key) => (
              <tr key={key}>
                <th scope="row">{weightTitles[key]}</th>
                <td data-align="right">{weights[key]}</td>
                <td>{riskOf([weights[key]]) >= redFrom ? '必查' : '不必查'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Group>
      <Group title="核查质量">
        <Facts
          facts={[
            ['对照样', `其余交易的 ${rateWord(content.control)}，用来估计漏检率`],
            ['双盲复核', `全部案件的 ${rateWord(content.blindSecond)}，由第二人独立核查`],
            ['每日目标', `每人 ${content.target} 件，只供安排工作`],
            ['随机种子', content.seed],
          ]}
        />
      </Group>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.group}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Rates that differ from the usual one; nothing where there are none. */
function Rates({ title, rows }: { title: string; rows: [name: string, rate: number][] }) {
  if (rows.length === 0) return null;
  return (
    <table className={styles.table}>
      <caption>{title}</caption>
      <tbody>
        {rows.map(([name, rate]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td data-align="right">{rateWord(rate)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
