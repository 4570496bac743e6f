import { certificateStates, companyStates, dutyStates, licenceStates, requestStates, terminalStates } from '@yongche/contract/vocabulary';
import { ToneTag, type Tone } from '../../components/tone-tag';
import type { CertificateSummary, CompanySummary, Duty, RegisterRequest, Terminal } from './register';
import styles from './states.module.css';

const companyTones: Record<CompanySummary['state'], Tone> = { in_force: 'good', rectifying: 'warn', suspended: 'bad', cancelled: 'over' };
const certificateTones: Record<CertificateSummary['state'], Tone> = {
  awaiting_verification: 'busy',
  in_force: 'good',
  suspended: 'bad',
  expired: 'warn',
  cancelled: 'over',
};
const terminalTones: Record<Terminal['state'], Tone> = { in_force: 'good', suspended: 'bad', closed: 'over' };
const requestTones: Record<RegisterRequest['state'], Tone> = {
  collecting: 'plain',
  awaiting_decision: 'busy',
  approved: 'good',
  refused: 'bad',
  withdrawn: 'over',
};
const dutyTones: Record<Duty['state'], Tone> = { open: 'warn', overdue: 'bad', met: 'good', lifted: 'plain' };

export function CompanyState({ company: { state, suspendedUntil } }: { company: Pick<CompanySummary, 'state' | 'suspendedUntil'> }) {
  return <State tone={companyTones[state]} word={companyStates[state]} until={suspendedUntil} />;
}

/** A certificate before its verification says whose turn it is: the person has to accept, then to be verified. */
export function CertificateState({ certificate }: { certificate: Pick<CertificateSummary, 'state' | 'suspendedUntil' | 'acceptedAt'> }) {
  const { state, suspendedUntil, acceptedAt } = certificate;
  const word = state === 'awaiting_verification' && acceptedAt === null ? '待本人确认加入' : certificateStates[state];
  return <State tone={certificateTones[state]} word={word} until={suspendedUntil} />;
}

export function TerminalState({ terminal: { state, suspendedUntil } }: { terminal: Pick<Terminal, 'state' | 'suspendedUntil'> }) {
  return <State tone={terminalTones[state]} word={terminalStates[state]} until={suspendedUntil} />;
}

export function RequestState({ state }: { state: RegisterRequest['state'] }) {
  return <ToneTag tone={requestTones[state]}>{requestStates[state]}</ToneTag>;
}

export function DutyState({ state }: { state: Duty['state'] }) {
  return <ToneTag tone={dutyTones[state]}>{dutyStates[state]}</ToneTag>;
}

/** 营业执照: its state as published, and the day on which it runs out. */
export function LicenceState({ company }: { company: Pick<CompanySummary, 'licenceState' | 'licenceExpiresOn'> }) {
  const { licenceState, licenceExpiresOn } = company;
  return (
    <span className={styles.licence} data-bad={licenceState !== 'active' && licenceState !== 'unknown'}>
      <span>{licenceStates[licenceState]}</span>
      {licenceExpiresOn && <span>营业期限至 {licenceExpiresOn}</span>}
      {!licenceExpiresOn && licenceState === 'active' && <span>营业期限长期</span>}
    </span>
  );
}

function State({ tone, word, until }: { tone: Tone; word: string; until: string | null }) {
  return (
    <span className={styles.state}>
      <ToneTag tone={tone}>{word}</ToneTag>
      {until && <span>到 {until}</span>}
    </span>
  );
}
