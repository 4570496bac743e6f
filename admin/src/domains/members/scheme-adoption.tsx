import { InputNumber } from 'antd';
import { useState } from 'react';
import { call } from '../../api';
import { Field } from '../../components/field';
import { dayOf } from '../../components/moments';
import { useAct } from '../../components/use-act';
import { AdoptionDialog, type Adopting } from '../governance/adoption-dialog';
import { problemOf } from '../identity/sentence';
import { type DuesScheme, schemesKey } from './member';

interface SchemeAdoptionProps {
  scheme: DuesScheme;
  onClose: () => void;
}

/** 通过: a resolution by secret ballot, the publication, and the first year whose dues are raised by it. */
export function SchemeAdoption({ scheme: { version, agendaItemId }, onClose }: SchemeAdoptionProps) {
  const [fromYear, setFromYear] = useState<number | null>(() => Number(dayOf(new Date()).slice(0, 4)) + 1);
  const adopt = useAct({
    about: version,
    send: (body: Adopting & { fromYear: number }, idempotencyKey) => call('POST /dues-schemes/:version/adoption', { params: { version }, body, idempotencyKey }),
    renews: [[schemesKey]],
    done: `${version} 已通过，${fromYear ?? ''} 年起的会费按它部署。`,
    onDone: onClose,
  });
  return (
    <AdoptionDialog
      what="会费标准"
      version={version}
      agendaItemId={agendaItemId}
      isReady={fromYear !== null}
      adopting={adopt}
      onAdopt={(adopting) => fromYear !== null && adopt.mutate({ ...adopting, fromYear })}
      onClose={onClose}
    >
      {() => (
        <Field label="起始年度" hint="从这一年的会费起按它部署；已经部署的会费不变" error={problemOf(adopt.error, 'fromYear')}>
          <InputNumber style={{ width: 120 }} min={2000} max={2100} precision={0} suffix="年" value={fromYear} onChange={setFromYear} />
        </Field>
      )}
    </AdoptionDialog>
  );
}
