import { verdicts } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { minuteOf } from '../../components/moments';
import { ToneTag, type Tone } from '../../components/tone-tag';
import type { RuleResult, Spot } from './check';
import { isStopping } from './check-groups';
import { returnableSpots } from './check-wording';
import styles from './check-panel.module.css';
import { ValueTable } from './value-table';

/** What can be done with a result where it is shown. */
export interface ResultActs {
  /** Title of a picture's type. */
  titleOf: (imageId: string) => string;
  onShow: (result: RuleResult, spot: Spot) => void;
  onOverride: (result: RuleResult) => void;
  /** Whether a picture can be given back to the agent now. */
  mayReturn: (imageId: string) => boolean;
  onReturn: (result: RuleResult, spot: Spot) => void;
}

const tones: Record<RuleResult['verdict'], Tone> = { consistent: 'good', inconsistent: 'bad', uncertain: 'plain' };

function toneOf({ verdict, severity, override }: RuleResult): Tone {
  if (override) return 'plain';
  return verdict === 'inconsistent' && severity !== 'block' ? 'warn' : tones[verdict];
}

/** One rule: what it says, what to do, the values it compared, and what people made of it. */
export function ResultCard({ result, isFocused, acts }: { result: RuleResult; isFocused: boolean; acts: ResultActs }) {
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isFocused) card.current?.scrollIntoView({ block: 'nearest' });
  }, [isFocused]);
  const { rule, title, sentence, fix, values, areas, dispute, override } = result;
  const isOpen = result.verdict !== 'consistent' && !override;
  return (
    <article ref={card} className={styles.result} data-focused={isFocused} data-stopping={isStopping(result)} aria-label={`${rule} ${title}`}>
      <header>
        <span className={styles.code}>{rule}</span>
        <h4>{title}</h4>
        <ToneTag tone={toneOf(result)}>{override ? '已放行' : verdicts[result.verdict]}</ToneTag>
      </header>
      <p>{sentence}</p>
      {fix && isOpen && <p className={styles.fix}>{fix}</p>}
      {values.length > 0 && (
        <ValueTable caption={`${title}：比对的内容`} values={values} titleOf={acts.titleOf} onShow={(spot) => acts.onShow(result, spot)} />
      )}
      {areas.length > 0 && (
        <ul className={styles.areas}>
          {areas.map(({ imageId, box, label }, at) => (
            <li key={at}>
              <button type="button" onClick={() => acts.onShow(result, { imageId, box, label })}>
                {acts.titleOf(imageId)}：{label}
              </button>
            </li>
          ))}
        </ul>
      )}
      {dispute && (
        <p className={styles.dispute}>
          代理人不同意，请人工核对（{minuteOf(dispute.at)}）：{dispute.note}
        </p>
      )}
      {override && (
        <p className={styles.override}>
          {override.by} {minuteOf(override.at)} 放行：{override.reason}
        </p>
      )}
      {isOpen && <Actions result={result} acts={acts} />}
    </article>
  );
}

function Actions({ result, acts }: { result: RuleResult; acts: ResultActs }) {
  const returnable = returnableSpots(result).filter(({ imageId }) => acts.mayReturn(imageId));
  if (!result.may.override && returnable.length === 0) return null;
  return (
    <div className={styles.actions}>
      {result.may.override && (
        <Button size="small" onClick={() => acts.onOverride(result)}>
          核对原件后放行…
        </Button>
      )}
      {returnable.map((spot) => (
        <Button key={spot.imageId} size="small" danger onClick={() => acts.onReturn(result, spot)}>
          退回{acts.titleOf(spot.imageId)}
        </Button>
      ))}
    </div>
  );
}
