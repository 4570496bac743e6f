import { detectors, ruleCodes, severities } from '@yongche/contract/vocabulary';
import { ToneTag, type Tone } from '../../components/tone-tag';
import type { Detector, RuleCode, RulePack, Severity } from './check';
import styles from './rule-pack.module.css';

const severityTones: Record<Severity, Tone> = { block: 'bad', flag: 'warn', warn: 'busy', shadow: 'plain' };

export const ruleList = Object.entries(ruleCodes) as [RuleCode, string][];
export const detectorList = Object.entries(detectors) as [Detector, string][];

export function SeverityTag({ severity }: { severity: Severity }) {
  return <ToneTag tone={severityTones[severity]}>{severities[severity]}</ToneTag>;
}

/** What a setting is called; a rule that does not say it is shown by the setting's own name. */
export function labelOf(labels: RulePack['settingLabels'], rule: RuleCode, name: string): string {
  return labels[rule]?.[name] ?? name;
}

function settingWord(value: number | string | boolean): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  return String(value);
}

/** Every rule and every threshold of a pack, to be read. */
export function PackContent({ pack: { content, settingLabels } }: { pack: Pick<RulePack, 'content' | 'settingLabels'> }) {
  return (
    <div className={styles.content}>
      <table className={`${styles.table} ${styles.rules}`}>
        <caption>规则</caption>
        <thead>
          <tr>
            <th scope="col">规则</th>
            <th scope="col">不一致时</th>
            <th scope="col">参数</th>
          </tr>
        </thead>
        <tbody>
          {ruleList.map(([rule, title]) => (
            <tr key={rule}>
              <th scope="row">
                <code>{rule}</code> {title}
              </th>
              <td>
                <SeverityTag severity={content.rules[rule].severity} />
              </td>
              <td>
                {Object.entries(content.rules[rule].settings)
                  .map(([name, value]) => `${labelOf(settingLabels, rule, name)}：${settingWord(value)}`)
                  .join('；') || '—'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div>
        <table className={styles.table}>
          <caption>影像检测，分数从0（正常）到1</caption>
          <thead>
            <tr>
              <th scope="col">检测</th>
              <th scope="col">从此标记</th>
              <th scope="col">从此拦截</th>
            </tr>
          </thead>
          <tbody>
            {detectorList.map(([detector, title]) => (
              <tr key={detector}>
                <th scope="row">{title}</th>
                <td>{content.detectors[detector].flag ?? '不标记'}</td>
                <td>{content.detectors[detector].block ?? '不拦截'}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <table className={styles.table}>
          <caption>读取</caption>
          <tbody>
            <tr>
              <th scope="row">可信度低于此值的栏位，请代理人填写或确认</th>
              <td>{Math.round(content.minConfidence * 100)}%</td>
            </tr>
            <tr>
              <th scope="row">提交时最多等待读取</th>
              <td>{content.waitsForReadingSeconds} 秒</td>
            </tr>
          </tbody>
        </table>
      </div>
    </div>
  );
}
