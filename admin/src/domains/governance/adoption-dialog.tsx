import { useQuery } from '@tanstack/react-query';
import { DatePicker, Input, Modal } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Facts } from '../../components/facts';
import { Field } from '../../components/field';
import { problemOf } from '../identity/sentence';
import { ballotWord, votesWord } from './governance-wording';
import styles from './governance.module.css';
import { agendaItemQuery } from './queries';

/** What the president writes of every adoption. */
export interface Adopting {
  resolutionId: string;
  publishedOn: string;
  publishedWhere: string;
}

interface AdoptionDialogProps {
  /** 管理细则, 会费标准 or 收费标准. */
  what: string;
  version: string;
  /** Its item on the agenda of the general meeting; null where it is on none. */
  agendaItemId: string | null;
  /** Whether what stands below the publication is complete. */
  isReady: boolean;
  adopting: { isPending: boolean; isError: boolean; error: Error | null };
  onAdopt: (adopting: Adopting) => void;
  onClose: () => void;
  /** From when it holds, told the day of its publication. */
  children: (publishedOn: string) => ReactNode;
}

/** 凭决议通过: the confirmed resolution of its agenda item, where and when it was published, and from when it holds. */
export function AdoptionDialog({ what, version, agendaItemId, isReady, adopting, onAdopt, onClose, children }: AdoptionDialogProps) {
  const item = useQuery({ ...agendaItemQuery(agendaItemId ?? ''), enabled: agendaItemId !== null });
  const found = item.data?.resolution;
  const resolution = found?.state === 'confirmed' && found.outcome === 'adopted' ? found : undefined;
  const [publishedOn, setPublishedOn] = useState(() => dayjs().format('YYYY-MM-DD'));
  const [publishedWhere, setPublishedWhere] = useState('');
  const isComplete = resolution !== undefined && publishedWhere.trim() !== '' && isReady;
  return (
    <Modal
      open
      title={`凭决议通过${what} ${version}`}
      okText="确认通过"
      cancelText="再看看"
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={adopting.isPending}
      onOk={() => isComplete && onAdopt({ resolutionId: resolution.id, publishedOn, publishedWhere: publishedWhere.trim() })}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
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
        <Field label="公布日期" error={problemOf(adopting.error, 'publishedOn')}>
          <DatePicker
            allowClear={false}
            value={dayjs(publishedOn)}
            disabledDate={(day) => day.isAfter(dayjs(), 'day')}
            onChange={(day) => day && setPublishedOn(day.format('YYYY-MM-DD'))}
          />
        </Field>
        <Field label="公布方式" hint="例如：协会网站、各市场公告栏、小程序公告" error={problemOf(adopting.error, 'publishedWhere')}>
          <Input autoFocus maxLength={200} value={publishedWhere} onChange={(event) => setPublishedWhere(event.target.value)} />
        </Field>
        {children(publishedOn)}
        {adopting.isError && <AlertLine tone="bad">没有通过：{sentenceOf(adopting.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
