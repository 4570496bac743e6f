import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { call } from '../../api';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import { AdoptionDialog, type Adopting } from '../governance/adoption-dialog';
import { problemOf } from '../identity/sentence';
import { type Tariff, tariffsKey } from './billing';

interface TariffAdoptionProps {
  tariff: Tariff;
  onClose: () => void;
}

/** 通过: the resolution, the publication, and the first day whose completed deals cost this. */
export function TariffAdoption({ tariff: { version, agendaItemId }, onClose }: TariffAdoptionProps) {
  const [effectiveOn, setEffectiveOn] = useState<string>();
  const adopt = useAct({
    about: version,
    send: (body: Adopting & { effectiveOn: string }, idempotencyKey) => call('POST /tariffs/:version/adoption', { params: { version }, body, idempotencyKey }),
    renews: [[tariffsKey]],
    done: `${version} 已通过，${effectiveOn ?? ''} 起完成的交易按它计费。`,
    onDone: onClose,
  });
  return (
    <AdoptionDialog
      what="收费标准"
      version={version}
      agendaItemId={agendaItemId}
      isReady={effectiveOn !== undefined}
      adopting={adopt}
      onAdopt={(adopting) => effectiveOn !== undefined && adopt.mutate({ ...adopting, effectiveOn })}
      onClose={onClose}
    >
      {(publishedOn) => (
        <Field label="生效日" hint="这一天零点起完成的交易按它计费，此前的不受影响" error={problemOf(adopt.error, 'effectiveOn')}>
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
