import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { call } from '../../api';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import { AdoptionDialog, type Adopting } from '../governance/adoption-dialog';
import { problemOf } from '../identity/sentence';
import { type RuleBook, ruleBooksKey } from './discipline';

interface BookAdoptionProps {
  book: RuleBook;
  onClose: () => void;
}

/** 通过: the resolution, the publication, and the day from which the book holds. */
export function BookAdoption({ book: { version, agendaItemId }, onClose }: BookAdoptionProps) {
  const [effectiveOn, setEffectiveOn] = useState<string>();
  const adopt = useAct({
    about: version,
    send: (body: Adopting & { effectiveOn: string }, idempotencyKey) => call('POST /rule-books/:version/adoption', { params: { version }, body, idempotencyKey }),
    renews: [[ruleBooksKey]],
    done: `${version} 已通过，${effectiveOn ?? ''} 起生效。`,
    onDone: onClose,
  });
  return (
    <AdoptionDialog
      what="管理细则"
      version={version}
      agendaItemId={agendaItemId}
      isReady={effectiveOn !== undefined}
      adopting={adopt}
      onAdopt={(adopting) => effectiveOn !== undefined && adopt.mutate({ ...adopting, effectiveOn })}
      onClose={onClose}
    >
      {(publishedOn) => (
        <Field label="生效日" hint="这一天零点起告知的违规按它处理，此前的不受影响" error={problemOf(adopt.error, 'effectiveOn')}>
          <DatePicker
            placeholder="选择日期"
            value={effectiveOn ? dayjs(effectiveOn) : null}
            disabledDate={(day) => !day.isAfter(dayjs(), 'day') || day.isBefore(dayjs(publishedOn), 'day')}
            onChange={(day) => setEffectiveOn(day?.format('YYYY-MM-DD'))}
          />
        </Field>
      )}
    </AdoptionDialog>
  );
}
