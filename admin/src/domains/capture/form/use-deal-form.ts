import { useCallback, useEffect, useMemo, useState } from 'react';
import { isAcceptableVin } from '@yongche/contract/standards/vin';
import type { Agent, DealInput } from '../counter-deal';
import { type DealDraft, emptyParty, fieldsOf, inputOf, type PartyDraft, partyOfField, partyWithoutCard, tidy, withCard } from './deal-draft';
import { firstWrong, hintsOf, nextUnfinished, type Problems, problemsAtEnd, problemsWhileTyping } from './deal-problems';
import { useCertificate } from './use-certificate';

interface Given {
  isAgentFixed: boolean;
  draft: DealDraft;
  agent: Agent | null;
  scanned: string | null;
  platePrefix: string;
  allowsAgentForBothSides: boolean;
  receiveCard: (to: ((card: { name: string; idNumber: string }) => void) | null) => void;
  onDone: (entered: { input: DealInput; agent: Agent }) => Promise<void>;
}

const leaving = '已填的内容还没有保存：再按一次 Esc 放弃，或继续填写。';

/** What stands in the form, what is wrong with it, and the way from field to field. */
export function useDealForm({ isAgentFixed, draft: given, agent, scanned, platePrefix, allowsAgentForBothSides, receiveCard, onDone }: Given) {
  const [draft, setDraft] = useState(given);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [activeField, setActiveField] = useState('');
  const [failure, setFailure] = useState('');
  const [isSending, setSending] = useState(false);
  const certificate = useCertificate(agent);
  const { type } = certificate;
  useEffect(() => {
    if (scanned) type(scanned);
  }, [scanned, type]);

  const edit = (by: (before: DealDraft) => DealDraft) => {
    setFailure('');
    setDraft(by);
  };
  const change = (fields: Partial<DealDraft>) => edit((before) => ({ ...before, ...fields }));
  const changeParty = (at: number, fields: Partial<PartyDraft>) =>
    edit((before) => ({ ...before, parties: before.parties.map((party, place) => (place === at ? { ...party, ...fields } : party)) }));
  const fields = fieldsOf(draft, !isAgentFixed);
  const activeParty = Math.min(partyOfField(activeField) ?? 0, draft.parties.length - 1);

  useEffect(() => {
    receiveCard((card) =>
      setDraft((before) => {
        const own = partyOfField(activeField) ?? partyWithoutCard(before);
        return own === undefined ? before : withCard(before, own, card);
      }),
    );
    return () => receiveCard(null);
  }, [activeField, receiveCard]);

  const focus = useCallback((form: HTMLElement | null, field: string) => {
    const input = form?.querySelector<HTMLInputElement>(`[data-field="${field}"]`);
    input?.focus();
    // The prefix of a plate stays; whatever else stands there is written over.
    if (field === 'plate') input?.setSelectionRange(input.value.length, input.value.length);
    else input?.select();
  }, []);

  const finish = async (form: HTMLElement | null, now = draft) => {
    if (isSending) return;
    setFailure('');
    const wrong = firstWrong(fields, problemsAtEnd(now, allowsAgentForBothSides));
    const found = await certificate.settle();
    setLeft(new Set(fields));
    if (!found || wrong) return focus(form, found ? wrong! : 'certificate');
    setSending(true);
    try {
      await onDone({ input: inputOf(now), agent: found });
    } catch {
      setFailure('没有存到本机，请再试一次；仍不行请看页面顶部的说明。');
      setSending(false);
    }
  };

  /** After Enter in a field: what a scanner typed goes where it belongs, then on to the next field that is not finished. */
  const goOn = async (form: HTMLElement | null, field: string) => {
    const scannedHere = vinIn(field, draft);
    const now = scannedHere ? { ...draft, ...scannedHere, ...(field === 'plate' && { plate: platePrefix }) } : draft;
    if (scannedHere) setDraft(now);
    if (field === 'certificate') void certificate.settle();
    setLeft((before) => new Set([...before, field]));
    const next = nextUnfinished(fields, field, problemsAtEnd(now, allowsAgentForBothSides));
    if (next) focus(form, next);
    else await finish(form, now);
  };

  const problems = useMemo<Problems>(() => {
    const atEnd = Object.entries(problemsAtEnd(draft, allowsAgentForBothSides)).filter(([field]) => left.has(field) && field !== activeField);
    const isAgentMissing = left.has('certificate') && certificate.looked.state === 'none' && activeField !== 'certificate';
    return { ...(isAgentMissing && { certificate: '请扫代理证二维码，或输入代理证编号。' }), ...Object.fromEntries(atEnd), ...problemsWhileTyping(draft, allowsAgentForBothSides) };
  }, [activeField, allowsAgentForBothSides, certificate.looked.state, draft, left]);

  return {
    draft,
    certificate,
    problems,
    hints: hintsOf(draft),
    activeParty,
    failure,
    isSending,
    /** Leaves the form; where something was typed, only when asked twice. */
    leave(close: () => void) {
      const isTouched = draft !== given || certificate.entry !== (agent?.number ?? '');
      if (!isTouched || failure === leaving) close();
      else setFailure(leaving);
    },
    change,
    changeParty,
    focus,
    finish,
    goOn,
    /** Which field has the focus; the one before it may now be called unfinished. */
    noteFocus(field: string | undefined) {
      if (!field) return;
      if (activeField && activeField !== field) setLeft((before) => new Set([...before, activeField]));
      setActiveField(field);
    },
    add(form: HTMLElement | null, side: PartyDraft['side']) {
      const after = draft.parties.findLastIndex((party) => party.side === side);
      change({ parties: draft.parties.toSpliced(after + 1, 0, emptyParty(side)) });
      setTimeout(() => focus(form, `parties.${after + 1}.name`));
    },
    remove(at: number) {
      setActiveField('');
      setLeft(new Set());
      change({ parties: draft.parties.toSpliced(at, 1) });
    },
  };
}

/** A VIN's bar code goes into its own field, whichever of the car's fields was open. */
function vinIn(field: string, draft: DealDraft): { vin: string } | undefined {
  if (field !== 'plate' && field !== 'vin') return undefined;
  const entry = tidy(field === 'plate' ? draft.plate : draft.vin);
  const last = entry.slice(-17);
  return entry.length > (field === 'plate' ? 9 : 17) && isAcceptableVin(last) ? { vin: last } : undefined;
}
