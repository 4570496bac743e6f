import { severities } from '@yongche/contract/vocabulary';
import { Input, InputNumber, Select, Switch } from 'antd';
import type { Detector, RuleCode, RulePack, RulePackContent, Severity } from './check';
import { isChanged, withSetting, withSeverity, withThreshold } from './pack-changes';
import { detectorList, labelOf, ruleList } from './pack-content';
import styles from './rule-pack.module.css';

interface PackFormProps {
  content: RulePackContent;
  /** The pack in force: what differs from it is coloured. */
  base: RulePackContent;
  labels: RulePack['settingLabels'];
  onChange: (content: RulePackContent) => void;
}

const severityOptions = Object.entries(severities).map(([value, label]) => ({ value: value as Severity, label }));

/** Every severity and threshold of a draft, side by side with its name. */
export function PackForm(props: PackFormProps) {
  return (
    <div className={styles.content}>
      <RulesForm {...props} />
      <div>
        <DetectorsForm {...props} />
        <ReadingForm {...props} />
      </div>
    </div>
  );
}

function RulesForm({ content, base, labels, onChange }: PackFormProps) {
  return (
    <table className={`${styles.table} ${styles.rules}`}>
      <caption>拦截：补正或请人工核对才能提交，柜台放行才能完成；标记：请人看；提醒：只作提醒；影子：只记录。</caption>
      <thead>
        <tr>
          <th scope="col">规则</th>
          <th scope="col">不一致时</th>
          <th scope="col">参数</th>
        </tr>
      </thead>
      <tbody>
        {ruleList.map(([rule, title]) => (
          <tr key={rule} data-changed={isChanged(content.rules[rule], base.rules[rule])}>
            <th scope="row">
              <code>{rule}</code> {title}
            </th>
            <td>
              <Select
                size="small"
                style={{ width: 84 }}
                aria-label={`${rule} 不一致时`}
                value={content.rules[rule].severity}
                options={severityOptions}
                onChange={(severity) => onChange(withSeverity(content, rule, severity))}
              />
            </td>
            <td>
              <div className={styles.settings}>
                {Object.entries(content.rules[rule].settings).map(([name, value]) => (
                  <SettingInput
                    key={name}
                    label={labelOf(labels, rule as RuleCode, name)}
                    value={value}
                    onChange={(next) => onChange(withSetting(content, rule, name, next))}
                  />
                ))}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface SettingInputProps {
  label: string;
  value: number | string | boolean;
  onChange: (value: number | string | boolean) => void;
}

function SettingInput({ label, value, onChange }: SettingInputProps) {
  return (
    <label>
      <span>{label}</span>
      {typeof value === 'number' && <InputNumber size="small" value={value} onChange={(next) => next !== null && onChange(next)} />}
      {typeof value === 'string' && <Input size="small" value={value} onChange={(event) => onChange(event.target.value)} />}
      {typeof value === 'boolean' && <Switch size="small" checked={value} onChange={onChange} />}
    </label>
  );
}

function DetectorsForm({ content, base, onChange }: PackFormProps) {
  const score = (detector: Detector, title: string, from: 'flag' | 'block') => (
    <InputNumber
      size="small"
      style={{ width: 84 }}
      min={0}
      max={1}
      step={0.05}
      placeholder={from === 'flag' ? '不标记' : '不拦截'}
      aria-label={`${title}，从此${from === 'flag' ? '标记' : '拦截'}`}
      value={content.detectors[detector][from]}
      onChange={(value) => onChange(withThreshold(content, detector, from, value))}
    />
  );
  return (
    <table className={styles.table}>
      <caption>影像检测，分数从0（正常）到1；空着表示不用</caption>
      <thead>
        <tr>
          <th scope="col">检测</th>
          <th scope="col">从此标记</th>
          <th scope="col">从此拦截</th>
        </tr>
      </thead>
      <tbody>
        {detectorList.map(([detector, title]) => (
          <tr key={detector} data-changed={isChanged(content.detectors[detector], base.detectors[detector])}>
            <th scope="row">{title}</th>
            <td>{score(detector, title, 'flag')}</td>
            <td>{score(detector, title, 'block')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ReadingForm({ content, base, onChange }: PackFormProps) {
  return (
    <table className={styles.table}>
      <caption>读取</caption>
      <tbody>
        <tr data-changed={content.minConfidence !== base.minConfidence}>
          <th scope="row">可信度低于此值的栏位，请代理人填写或确认（0到1）</th>
          <td>
            <InputNumber
              size="small"
              style={{ width: 84 }}
              min={0}
              max={1}
              step={0.01}
              aria-label="最低可信度"
              value={content.minConfidence}
              onChange={(value) => value !== null && onChange({ ...content, minConfidence: value })}
            />
          </td>
        </tr>
        <tr data-changed={content.waitsForReadingSeconds !== base.waitsForReadingSeconds}>
          <th scope="row">提交时最多等待读取（秒）</th>
          <td>
            <InputNumber
              size="small"
              style={{ width: 84 }}
              min={0}
              max={600}
              precision={0}
              aria-label="最多等待读取的秒数"
              value={content.waitsForReadingSeconds}
              onChange={(value) => value !== null && onChange({ ...content, waitsForReadingSeconds: value })}
            />
          </td>
        </tr>
      </tbody>
    </table>
  );
}
