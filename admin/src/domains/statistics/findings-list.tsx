import { statisticFindingKinds, statisticSeverities } from '@yongche/contract/vocabulary';
import { ToneTag } from '../../components/tone-tag';
import type { Finding } from './statistics';
import styles from './statistics.module.css';

/** 校验结果: each a sentence with its numbers; pointing at one marks its figures in the table. */
export function FindingsList({ findings, onPoint }: { findings: Finding[]; onPoint?: (finding: Finding | undefined) => void }) {
  if (findings.length === 0) return <p className={styles.sound}>✓ 各项校验通过，没有发现问题。</p>;
  return (
    <ul className={styles.findings}>
      {findings.map((finding) => {
        const { kind, severity, sentence, cells } = finding;
        const places = cells.flatMap(({ place }) => place ?? []).slice(0, 4);
        return (
          <li key={`${kind} ${sentence} ${cells[0]?.dimension}`} tabIndex={0} onMouseEnter={() => onPoint?.(finding)} onMouseLeave={() => onPoint?.(undefined)} onFocus={() => onPoint?.(finding)} onBlur={() => onPoint?.(undefined)}>
            <ToneTag tone={severity === 'block' ? 'bad' : 'warn'}>{statisticSeverities[severity]}</ToneTag>
            <span>
              {sentence}
              <small>
                {statisticFindingKinds[kind]}
                {places.length > 0 && `　${places.join('、')}${cells.length > places.length ? ' 等' : ''}`}
              </small>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
