import { Button, Input } from 'antd';
import { attendances, partyKinds } from '@yongche/contract/vocabulary';
import { Field } from '../../../components/field';
import { Choice } from './choice';
import { type PartyDraft, titleOfParty, type WrittenField } from './deal-draft';
import type { Problems } from './deal-problems';
import styles from './deal-form.module.css';

interface PartyFieldsProps {
  parties: PartyDraft[];
  at: number;
  problems: Problems;
  hints: Problems;
  /** Whether the keys of the choices, and a card on the reader, mean this one. */
  isActive: boolean;
  onChange: (change: Partial<PartyDraft>) => void;
  /** Null where the side has only this one. */
  onRemove: (() => void) | null;
}

/** One seller or buyer: who it is, and who comes to the counter. */
export function PartyFields({ parties, at, problems, hints, isActive, onChange, onRemove }: PartyFieldsProps) {
  const party = parties[at]!;
  const title = titleOfParty(parties, at);
  const path = (name: string) => `parties.${at}.${name}`;
  const isUnit = party.kind === 'unit';
  const field = (name: WrittenField, label: string, isNumber = false) => (
    <Field label={label} error={problems[path(name)]} {...(hints[path(name)] ? { hint: hints[path(name)]! } : {})}>
      <Input
        className={isNumber ? styles.number! : ''}
        data-field={path(name)}
        aria-label={`${title}${label}`}
        maxLength={isNumber ? 24 : name === 'name' && isUnit ? 100 : 50}
        autoComplete="off"
        spellCheck={false}
        value={party[name]}
        onChange={({ target: { value } }) => onChange({ [name]: isNumber ? value.toUpperCase() : value })}
      />
    </Field>
  );
  return (
    <fieldset className={styles.party} data-active={isActive} aria-label={title}>
      <div className={styles.partyHead}>
        <b>{title}</b>
        <Choice label={`${title}性质`} hotkey="F8" value={party.kind} options={partyKinds} onChange={(kind) => onChange({ kind })} />
        <Choice label={`${title}到场`} hotkey="F9" value={party.attendance} options={{ present: isUnit ? '经办人到场' : attendances.present, agent: attendances.agent }} onChange={(attendance) => onChange({ attendance })} />
        {onRemove && (
          <Button size="small" type="text" onClick={onRemove} aria-label={`删去${title}`}>
            删去
          </Button>
        )}
      </div>
      {problems[path('attendance')] && (
        <p className={styles.wrong} role="alert">
          {problems[path('attendance')]}
        </p>
      )}
      <div className={styles.pair}>
        {field('name', isUnit ? '单位名称' : '姓名')}
        {isUnit ? field('creditCode', '统一社会信用代码', true) : field('idNumber', '身份证号', true)}
        {isUnit && field('delegateName', '经办人姓名')}
        {isUnit && field('delegateIdNumber', '经办人身份证号', true)}
      </div>
    </fieldset>
  );
}
