import { lights } from '@yongche/contract/vocabulary';
import { ToneTag } from '../../components/tone-tag';
import { lightTones, lightWord } from './comparison-wording';
import type { Compared } from './comparisons';

/** 灯: how far a difference is from the tolerance; whoever points at it reads what it means. */
export function LightTag({ light, toleranceHundredths }: Pick<Compared, 'light'> & { toleranceHundredths: number }) {
  return (
    <span title={lightWord({ light }, toleranceHundredths)}>
      <ToneTag tone={lightTones[light]}>{lights[light]}</ToneTag>
    </span>
  );
}
