import { ballots, resolutionOutcomes } from '@yongche/contract/vocabulary';
import { Button, Input, InputNumber, Segmented } from 'antd';
import { useState } from 'react';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import { problemOf } from '../identity/sentence';
import { type AgendaItem, type Attendance, governanceKey, type Recording } from './governance';
import { consequenceOf, isSecretMatter, votesProblem } from './governance-wording';
import styles from './meeting.module.css';

interface ResolutionFormProps {
  item: AgendaItem;
  attendance: Attendance;
  onDone: () => void;
  /** Undefined where there is no earlier record to go back to. */
  onCancel: (() => void) | undefined;
}

const votes = [
  ['inFavour', '赞成'],
  ['against', '反对'],
  ['abstained', '弃权'],
] as const;
type Vote = (typeof votes)[number][0];

/** 记录决议: how the vote was taken and what it gave; the sum is checked while it is typed. */
export function ResolutionForm({ item, attendance, onDone, onCancel }: ResolutionFormProps) {
  const former = item.resolution;
  const [outcome, setOutcome] = useState<Recording['outcome']>(former?.outcome ?? 'adopted');
  const [ballot, setBallot] = useState<Recording['ballot']>(former?.ballot ?? (isSecretMatter(item) ? 'secret' : 'open'));
  const [counts, setCounts] = useState<Record<Vote, number | null>>({
    inFavour: former?.inFavour ?? null,
    against: former?.against ?? 0,
    abstained: former?.abstained ?? 0,
  });
  const [text, setText] = useState(former?.text ?? '');
  const record = useAct({
    about: item.id,
    send: (body: Recording, idempotencyKey) => call('POST /agenda-items/:id/resolution', { params: { id: item.id }, body, idempotencyKey }),
    renews: [[governanceKey]],
    done: '决议已记录，等会长确认后执行。',
    onDone,
  });
  const { inFavour, against, abstained } = counts;
  const isCounted = inFavour !== null && against !== null && abstained !== null;
  const problem = isCounted ? votesProblem({ outcome, inFavour, against, abstained }, attendance) : undefined;
  const isComplete = isCounted && !problem && text.trim() !== '';
  const refused = record.error instanceof ApiError ? record.error.fields : [];
  return (
    <form
      className={`${styles.form} no-print`}
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete && !record.isPending) record.mutate({ outcome, ballot, inFavour, against, abstained, text: text.trim() });
      }}
    >
      <div className={styles.vote}>
        <Field label="结果" error={problemOf(record.error, 'outcome')}>
          <Segmented
            className={styles.choice}
            size="large"
            value={outcome}
            options={Object.entries(resolutionOutcomes).map(([value, label]) => ({ value, label }))}
            onChange={(value) => setOutcome(value as Recording['outcome'])}
          />
        </Field>
        <Field label="表决方式">
          <Segmented
            className={styles.choice}
            size="large"
            value={ballot}
            options={Object.entries(ballots).map(([value, label]) => ({ value, label }))}
            onChange={(value) => setBallot(value as Recording['ballot'])}
          />
        </Field>
        {votes.map(([name, label]) => (
          <Field key={name} label={label} error={problemOf(record.error, name)}>
            <InputNumber
              size="large"
              min={0}
              max={5000}
              precision={0}
              suffix="票"
              value={counts[name]}
              onChange={(count) => setCounts((now) => ({ ...now, [name]: count }))}
            />
          </Field>
        ))}
      </div>
      <p className={styles.sum} data-tone={problem ? 'bad' : isCounted ? 'good' : undefined} role="status">
        {problem ?? (isCounted ? `合计 ${inFavour + against + abstained} 票，与实到 ${attendance.present} 人相符。` : `实到 ${attendance.present} 人，请填写票数。`)}
      </p>
      <Field label="决议内容" hint={`确认后：${consequenceOf(item, outcome)}`} error={problemOf(record.error, 'text')}>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={500}
          placeholder="会议决定……"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {record.isError && refused.length === 0 && <AlertLine tone="bad">没有记录：{sentenceOf(record.error)}</AlertLine>}
      <div className={styles.buttons}>
        <Button type="primary" size="large" htmlType="submit" disabled={!isComplete} loading={record.isPending}>
          {former ? '更正决议' : '记录决议'}
        </Button>
        {onCancel && (
          <Button size="large" onClick={onCancel}>
            不改了
          </Button>
        )}
      </div>
    </form>
  );
}
