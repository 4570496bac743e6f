import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { DaysFilter } from '../../components/days-filter';
import { LoadFailure } from '../../components/load-failure';
import { PageSkeleton } from '../../components/page-skeleton';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import type { RuleEffect, RulePack, RulePackEffect } from './check';
import { SeverityTag } from './pack-content';
import { effectSentences, hasEffect } from './pack-wording';
import { rulePackEffectQuery, rulePacksKey } from './queries';
import styles from './rule-pack.module.css';

/** 影子效果: what the pack would have meant for live deals and for a period of history, beside what people decided. */
export function PackEffect({ pack: { version, may } }: { pack: RulePack }) {
  const effect = useQuery(rulePackEffectQuery(version));
  return (
    <section className={`card ${styles.card}`}>
      <h2>影子效果</h2>
      {effect.isPending && <PageSkeleton rows={4} />}
      {effect.isError && !effect.data && <LoadFailure error={effect.error} onRetry={() => void effect.refetch()} />}
      {effect.data && (
        <>
          <div className={styles.bar}>
            <p>
              已用这一版检查 {effect.data.deals} 笔交易。命中而人工也退回，算符合；命中而人工照样办理，说明可能误报；人工退回而没有命中，说明漏过。
            </p>
            {effect.data.replay ? <ReplayProgress replay={effect.data.replay} /> : may.replay && <ReplayForm version={version} />}
          </div>
          <EffectTable effect={effect.data} />
        </>
      )}
    </section>
  );
}

function ReplayProgress({ replay: { from, to, done } }: { replay: NonNullable<RulePackEffect['replay']> }) {
  const percent = Math.floor(done * 100);
  return (
    <div className={styles.progress} role="status">
      正在重查 {from} 至 {to}：{percent}%
      <progress max={100} value={percent} aria-label="重查进度" />
    </div>
  );
}

function ReplayForm({ version }: { version: string }) {
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const [period, setPeriod] = useState(() => ({ from: dayjs().subtract(30, 'day').format('YYYY-MM-DD'), to: dayjs().format('YYYY-MM-DD') }));
  const replay = useMutation({
    mutationFn: () =>
      call('POST /rule-packs/:version/replays', { params: { version }, body: period, idempotencyKey: intent.keyFor([version, period]) }),
    onSettled: (_, error) => {
      intent.settle(error);
      void client.invalidateQueries({ queryKey: [rulePacksKey, version] });
    },
  });
  return (
    <>
      <DaysFilter
        label="用它重查一段历史"
        from={period.from}
        to={period.to}
        isWhole
        onChange={({ from, to }) => from && to && setPeriod({ from, to })}
      />
      <Button loading={replay.isPending} onClick={() => replay.mutate()}>
        开始重查
      </Button>
      {replay.isError && <AlertLine tone="bad">没有开始：{sentenceOf(replay.error)}</AlertLine>}
    </>
  );
}

/** The rules on which the two packs differ; the others stay folded. */
function EffectTable({ effect: { deals, rules } }: { effect: RulePackEffect }) {
  if (deals === 0) return <AlertLine tone="info">还没有检查过交易。新交易会自动记入；想马上看效果，请重查一段历史。</AlertLine>;
  const [changed, same] = [rules.filter(hasEffect), rules.filter((rule) => !hasEffect(rule))];
  return (
    <>
      {changed.length > 0 ? <EffectRows rules={changed} /> : <AlertLine tone="info">在这些交易上，每条规则的结论都与现行规则包相同。</AlertLine>}
      {same.length > 0 && (
        <details className={styles.same}>
          <summary>结论与现行相同的规则（{same.length}）</summary>
          <EffectRows rules={same} />
        </details>
      )}
    </>
  );
}

function EffectRows({ rules }: { rules: RuleEffect[] }) {
  return (
    <div className={styles.scroll}>
      <table className={`${styles.table} ${styles.rules}`}>
        <thead>
          <tr>
            <th scope="col">规则</th>
            <th scope="col">不一致时</th>
            <th scope="col" data-align="right">
              命中（现行）
            </th>
            <th scope="col" data-align="right">
              不能确定（现行）
            </th>
            <th scope="col">意味着什么</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((effect) => (
            <tr key={effect.rule}>
              <th scope="row">
                <code>{effect.rule}</code> {effect.title}
              </th>
              <td>
                <SeverityTag severity={effect.severity} />
              </td>
              <td data-align="right">
                <b>{effect.hits}</b>（{effect.hitsInForce}）
              </td>
              <td data-align="right">
                {effect.uncertain}（{effect.uncertainInForce}）
              </td>
              <td>{effectSentences(effect).join('；')}。</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
