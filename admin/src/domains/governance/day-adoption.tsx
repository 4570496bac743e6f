import type { QueryKey } from '@tanstack/react-query';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import { problemOf } from '../identity/sentence';
import type { VersionFile } from './adopted-version';
import { AdoptionDialog, type Adopting } from './adoption-dialog';

interface DayAdoptionProps {
  /** 管理细则 or 收费标准. */
  what: string;
  version: Pick<VersionFile, 'version' | 'agendaItemId'>;
  /** What the day decides. */
  hint: string;
  renews: QueryKey[];
  adopt: (body: Adopting & { effectiveOn: string }, idempotencyKey: string) => Promise<unknown>;
  onClose: () => void;
}

/** 通过 of what holds from a day on: the resolution, the publication, and 生效日. */
export function DayAdoption({ what, version: { version, agendaItemId }, hint, renews, adopt, onClose }: DayAdoptionProps) {
  const [effectiveOn, setEffectiveOn] = useState<string>();
  const adopting = useAct({
    about: version,
    send: adopt,
    renews,
    done: `${what} ${version} 已通过，${effectiveOn ?? ''} 起生效。`,
    onDone: onClose,
  });
  return (
    <AdoptionDialog
      what={what}
      version={version}
      agendaItemId={agendaItemId}
      isReady={effectiveOn !== undefined}
      adopting={adopting}
      onAdopt={(body) => effectiveOn !== undefined && adopting.mutate({ ...body, effectiveOn })}
      onClose={onClose}
    >
      {(publishedOn) => (
        <Field label="生效日" hint={hint} error={problemOf(adopting.error, 'effectiveOn')}>
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
