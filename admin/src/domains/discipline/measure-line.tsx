import { measureKinds } from '@yongche/contract/vocabulary';
import { ToneTag } from '../../components/tone-tag';
import type { Measure } from './discipline';
import styles from './discipline.module.css';
import { measureStateOf, termOf } from './measure-wording';

export function MeasureStateTag({ measure }: { measure: Pick<Measure, 'state'> }) {
  const { label, tone } = measureStateOf(measure);
  return <ToneTag tone={tone}>{label}</ToneTag>;
}

/** One measure of a subject: what, why and for how long. */
export function MeasureLine({ measure }: { measure: Measure }) {
  const { kind, reason, endReason } = measure;
  return (
    <li>
      <p>
        <b>{measureKinds[kind]}</b> <MeasureStateTag measure={measure} />
      </p>
      <p>{termOf(measure)}</p>
      <p className={styles.soft}>{reason}</p>
      {endReason && <p className={styles.soft}>{endReason}</p>}
    </li>
  );
}
