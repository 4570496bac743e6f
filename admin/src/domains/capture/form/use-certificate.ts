import { useCallback, useRef, useState } from 'react';
import { call, isPassing, isRefusal, sentenceOf } from '../../../api';
import { storedKeys } from '../../registry/check-keys';
import { readToken, tokenIn } from '../../registry/check-token';
import type { Agent } from '../counter-deal';
import { tidy } from './deal-draft';

/** Longer nobody waits at the counter: then the number is taken as it stands, and the server looks at it later. */
const patienceMs = 4_000;

/** What is known of the certificate in the field. */
export type Looked =
  | { state: 'none' }
  | { state: 'asking' }
  /** `isChecked`: the register was asked; else there was no network, and the server looks at it when the deal goes up. */
  | { state: 'known'; agent: Agent; isChecked: boolean }
  | { state: 'refused'; sentence: string };

/** 代理证: typed or scanned, looked up in the register, or without a network taken as it stands. */
export function useCertificate(initial: Agent | null) {
  const [entry, setEntry] = useState(initial?.number ?? '');
  const [looked, setLooked] = useState<Looked>(initial ? { state: 'known', agent: initial, isChecked: initial.holderName !== '' } : { state: 'none' });
  const latest = useRef<{ entry: string; answer: Promise<Looked> } | undefined>(
    initial ? { entry: initial.number, answer: Promise.resolve({ state: 'known', agent: initial, isChecked: true }) } : undefined,
  );

  const ask = useCallback((wanted: string): Promise<Looked> => {
    const asked = { entry: wanted, answer: lookUp(wanted) };
    latest.current = asked;
    setLooked({ state: 'asking' });
    void asked.answer.then((found) => {
      if (latest.current !== asked) return;
      setLooked(found);
      if (found.state === 'known') {
        asked.entry = found.agent.number;
        setEntry(found.agent.number);
      }
    });
    return asked.answer;
  }, []);

  /** A whole code asks at once; a number waits until the field is left. */
  const type = useCallback(
    (text: string) => {
      const token = tokenIn(text);
      if (token) {
        setEntry('');
        void ask(token);
        return;
      }
      latest.current = undefined;
      setEntry(text);
      setLooked({ state: 'none' });
    },
    [ask],
  );

  /** The agent that stands in the field now; null where there is none, or none who may act. */
  const settle = useCallback(async (): Promise<Agent | null> => {
    const wanted = numberIn(entry);
    if (wanted === '' && !latest.current) return null;
    const found = await (latest.current?.answer ?? ask(wanted));
    return found.state === 'known' ? found.agent : null;
  }, [ask, entry]);

  return { entry, looked, type, settle };
}

/** A number as the register writes it: at a keyboard without Chinese the digits are enough. */
const numberIn = (entry: string): string => tidy(entry).replace(/^(?=\d{8,}$)/, '甬代');

async function lookUp(wanted: string): Promise<Looked> {
  try {
    const agent = await call('GET /capture-station/certificate', { query: { q: wanted }, signal: AbortSignal.timeout(patienceMs) });
    if (agent.isInForce) return { state: 'known', agent, isChecked: true };
    return { state: 'refused', sentence: agent.sentence ?? '这张代理证现在不能办理交易。' };
  } catch (error) {
    const isSilent = isPassing(error) || (error instanceof DOMException && error.name === 'TimeoutError');
    if (isSilent) return withoutNetwork(wanted);
    if (isRefusal(error, 'registry.certificate_not_found')) return { state: 'refused', sentence: '名册里没有这个代理证编号，请核对或重新扫码。' };
    return { state: 'refused', sentence: sentenceOf(error) };
  }
}

/** What this PC alone can tell: a code is checked by its signature, a number is taken as it was typed. */
async function withoutNetwork(wanted: string): Promise<Looked> {
  const stranger = (number: string, holderName = '', companyName = ''): Looked => ({
    state: 'known',
    agent: { number, holderName, companyName, isInForce: true, sentence: null },
    isChecked: false,
  });
  if (!tokenIn(wanted)) return stranger(wanted);
  const reading = await readToken(wanted, storedKeys(window.localStorage), Date.now());
  if (reading.kind === 'valid') return stranger(reading.statement.n, reading.statement.h, reading.statement.o);
  if (reading.kind === 'expired') return { state: 'refused', sentence: '二维码已过期，请代理人刷新代理证后再扫。' };
  return { state: 'refused', sentence: '断网时认不出这个二维码，请输入代理证编号。' };
}
