import { paymentStandings } from '@yongche/contract/vocabulary';
import { ToneTag } from '../../components/tone-tag';
import type { Standing } from './payment';
import { standingTones } from './payment-wording';

/** 缴费情况 of a due or bill. */
export function StandingTag({ standing }: { standing: Standing }) {
  return <ToneTag tone={standingTones[standing]}>{paymentStandings[standing]}</ToneTag>;
}
