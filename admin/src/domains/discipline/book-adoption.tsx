import { useQuery } from '@tanstack/react-query';
import { DatePicker, Input, Modal } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { Link } from 'react-router';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Facts } from '../../components/facts';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import { agendaItemQuery } from '../governance/queries';
import { ballotWord, votesWord } from '../governance/governance-wording';
import { type RuleBook, ruleBooksKey } from './discipline';
import { problemOf } from '../identity/sentence';
import styles from './discipline.module.css';

interface BookAdoptionProps {
  book: RuleBook;
  onClose: () => void;
}

/** 通过: the confirmed resolution of its agenda item, where and when it was published, and the day from which it holds. */
export function BookAdoption({ book: { version, agendaItemId }, onClose }: BookAdoptionProps) {
  const item = useQuery({ ...agendaItemQuery(agendaItemId ?? ''), enabled: agendaItemId !== null });
  const found = item.data?.resolution;
  const resolution = found?.state === 'confirmed' && found.outcome === 'adopted' ? found : undefined;
  const [publishedOn, setPublishedOn] = useState(() => dayjs().format('YYYY-MM-DD'));
  const [publishedWhere, setPublishedWhere] = useState('');
  const [effectiveOn, setEffectiveOn] = useState<string>();
  const adopt = useAct({
    about: version,
    send: (body: { resolutionId: string; publishedOn: string; publishedWhere: string; effectiveOn: string }, idempotencyKey) =>
      call('POST /rule-books/:version/adoption', { params: { version }, body, idempotencyKey }),
    renews: [[ruleBooksKey]],
    done: `${version} 已通过，${effectiveOn ?? ''} 起生效。`,
    onDone: onClose,
  });
  const isComplete = resolution !== undefined && publishedWhere.trim() !== '' && effectiveOn !== undefined;
  return (
    <Modal
      open
      title={`凭决议通过管理细则 ${version}`}
      okText="确认通过"
      cancelText="再看看"
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={adopt.isPending}
      onOk={() => isComplete && adopt.mutate({ resolutionId: resolution.id, publishedOn, publishedWhere: publishedWhere.trim(), effectiveOn })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        {item.isPending && agendaItemId !== null && <p className={styles.soft}>正在读取会员大会的决议…</p>}
        {item.isError && <AlertLine tone="bad">没有读到决议：{sentenceOf(item.error)}</AlertLine>}
        {(agendaItemId === null || (item.data && !resolution)) && (
          <AlertLine tone="warn">
            还没有会员大会已确认的“通过”决议，不能生效。请先在<Link to="/meetings">会议</Link>中表决并确认。
          </AlertLine>
        )}
        {resolution && (
          <Facts
            isBoxed
            facts={[
              ['依据', resolution.number],
              ['表决', `${ballotWord(resolution)}：${votesWord(resolution)}`],
              ['内容', resolution.text],
            ]}
          />
        )}
        <Field label="公布日期" error={problemOf(adopt.error, 'publishedOn')}>
          <DatePicker
            allowClear={false}
            value={dayjs(publishedOn)}
            disabledDate={(day) => day.isAfter(dayjs(), 'day')}
            onChange={(day) => day && setPublishedOn(day.format('YYYY-MM-DD'))}
          />
        </Field>
        <Field label="公布方式" hint="例如：协会网站、各市场公告栏、小程序公告" error={problemOf(adopt.error, 'publishedWhere')}>
          <Input maxLength={200} value={publishedWhere} onChange={(event) => setPublishedWhere(event.target.value)} />
        </Field>
        <Field label="生效日" hint="这一天零点起告知的违规按它处理，此前的不受影响" error={problemOf(adopt.error, 'effectiveOn')}>
          <DatePicker
            placeholder="选择日期"
            value={effectiveOn ? dayjs(effectiveOn) : null}
            disabledDate={(day) => !day.isAfter(dayjs(), 'day') || day.isBefore(dayjs(publishedOn), 'day')}
            onChange={(day) => setEffectiveOn(day?.format('YYYY-MM-DD'))}
          />
        </Field>
        {adopt.isError && <AlertLine tone="bad">没有通过：{sentenceOf(adopt.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
