import { Button, Checkbox, Input } from 'antd';
import { businesses } from '@yongche/contract/vocabulary';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Field } from '../../../components/field';
import { useHotkeys } from '../../../components/use-hotkeys';
import type { Agent, DealInput } from '../counter-deal';
import { CertificateField } from './certificate-field';
import { Choice, nextOf } from './choice';
import type { DealDraft } from './deal-draft';
import { mostParties } from './deal-draft';
import styles from './deal-form.module.css';
import { PartyFields } from './party-fields';
import { useDealForm } from './use-deal-form';

/** For what the form was opened. */
type FormPurpose = 'new' | 'next_car' | 'correct';

interface DealFormProps {
  purpose: FormPurpose;
  draft: DealDraft;
  agent: Agent | null;
  /** The server has the deal already, under this agent. */
  isAgentFixed: boolean;
  /** A certificate's code that was scanned before the form stood there. */
  scanned: string | null;
  platePrefix: string;
  allowsAgentForBothSides: boolean;
  /** Says who gets what is laid on the reader of ID cards; null where nobody does. */
  receiveCard: (to: ((card: { name: string; idNumber: string }) => void) | null) => void;
  onDone: (entered: { input: DealInput; agent: Agent }) => Promise<void>;
  onClose: () => void;
}

const titles = { new: '新交易', next_car: '同一卖方的下一辆车', correct: '修改交易信息' } as const;
const ends = { new: '开始拍照', next_car: '开始拍照', correct: '保存修改' } as const;

/** What is entered of a deal, on one card: Enter goes to the next field that is not finished, the last Enter begins the deal. */
export function DealForm(props: DealFormProps) {
  const { purpose, scanned, onClose } = props;
  const form = useDealForm(props);
  const { draft, problems, hints, activeParty, change, changeParty } = form;
  const card = useRef<HTMLFormElement>(null);
  const { focus } = form;
  useEffect(() => {
    const first = purpose === 'new' && !scanned ? 'certificate' : 'plate';
    focus(card.current, first);
  }, [purpose, scanned, focus]);

  const active = draft.parties[activeParty]!;
  useHotkeys({
    F2: () => void form.finish(card.current),
    F6: () => change({ business: nextOf(businesses, draft.business) }),
    F7: () => change({ mortgaged: !draft.mortgaged }),
    F8: () => changeParty(activeParty, { kind: active.kind === 'person' ? 'unit' : 'person' }),
    F9: () => changeParty(activeParty, { attendance: active.attendance === 'present' ? 'agent' : 'present' }),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      form.leave(onClose);
    }
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    if (!event.repeat) void form.goOn(card.current, event.target.dataset.field ?? '');
  };
  const onFocus = (event: { target: EventTarget }) => event.target instanceof HTMLElement && form.noteFocus(event.target.dataset.field);

  return (
    <form ref={card} className={styles.form} aria-label={titles[purpose]} onSubmit={(event) => event.preventDefault()} onKeyDown={onKeyDown} onFocus={onFocus} noValidate>
      <header className={styles.head}>
        <h2>{titles[purpose]}</h2>
        <p>
          {purpose === 'next_car' && '代理人、业务和卖方照旧，卖方的照片沿用；只填车和买方。'}
          <kbd>Enter</kbd> 下一项　<kbd>F2</kbd> {ends[purpose]}　<kbd>Esc</kbd> 返回
        </p>
      </header>
      <div className={styles.car}>
        <CertificateField
          entry={form.certificate.entry}
          looked={form.certificate.looked}
          problem={problems.certificate}
          isFixed={props.isAgentFixed}
          onType={form.certificate.type}
          onLeave={() => void form.certificate.settle()}
        />
        <div className={styles.business}>
          <span>业务</span>
          <Choice label="业务类型" hotkey="F6" value={draft.business} options={businesses} onChange={(business) => change({ business })} />
        </div>
        <Field label="车牌号" error={problems.plate}>
          <Input className={styles.number!} data-field="plate" aria-label="车牌号" maxLength={30} autoComplete="off" spellCheck={false} value={draft.plate} onChange={({ target: { value } }) => change({ plate: value.toUpperCase() })} />
        </Field>
        <Field label="车架号" error={problems.vin} hint={hints.vin ?? '扫条码，或照行驶证输入17位'}>
          <Input className={styles.number!} data-field="vin" aria-label="车架号" maxLength={40} autoComplete="off" spellCheck={false} value={draft.vin} onChange={({ target: { value } }) => change({ vin: value.toUpperCase() })} />
        </Field>
        <span className={styles.mortgage}>
          <Checkbox checked={draft.mortgaged} onChange={({ target: { checked } }) => change({ mortgaged: checked })}>
            抵押中
          </Checkbox>
          <kbd aria-hidden="true">F7</kbd>
        </span>
      </div>
      <div className={styles.sides}>
        {(['seller', 'buyer'] as const).map((side) => {
          const own = draft.parties.flatMap((party, at) => (party.side === side ? [at] : []));
          return (
            <div key={side} className={styles.side}>
              {own.map((at) => (
                <PartyFields
                  key={draft.parties[at]!.key}
                  parties={draft.parties}
                  at={at}
                  problems={problems}
                  hints={hints}
                  isActive={at === activeParty}
                  onChange={(changed) => changeParty(at, changed)}
                  onRemove={own.length > 1 ? () => form.remove(at) : null}
                />
              ))}
              {draft.parties.length < mostParties && (
                <Button size="small" type="dashed" onClick={() => form.add(card.current, side)}>
                  {side === 'seller' ? '再加一个卖方（共有）' : '再加一个买方（共有）'}
                </Button>
              )}
            </div>
          );
        })}
      </div>
      <footer className={styles.foot}>
        <p className={styles.wrong} role="alert">
          {form.failure}
        </p>
        <Button onClick={() => form.leave(onClose)}>返回</Button>
        <Button type="primary" size="large" loading={form.isSending} onClick={() => void form.finish(card.current)}>
          {ends[purpose]}
          <kbd>F2</kbd>
        </Button>
      </footer>
    </form>
  );
}
