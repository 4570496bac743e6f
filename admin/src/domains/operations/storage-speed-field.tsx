import { InputNumber, Radio } from 'antd';
import { Field } from '../../components/field';
import styles from './storage.module.css';

const megabyte = 1_000_000;
/** A pace that a market's line at the association does not feel. */
const usual = 20 * megabyte;

interface Speed {
  /** What is sent: null without a limit. */
  bytesPerSecond: number | null;
  /** What stands in the field, also while there is no limit. */
  entered: number;
}

/** What the field begins with. */
export const speedIn = (bytesPerSecond: number | null): Speed => ({ bytesPerSecond, entered: bytesPerSecond ?? usual });

/** How fast may be copied: limited, so that the counters notice nothing, or as fast as it goes. */
export function SpeedField({ speed: { bytesPerSecond, entered }, onChange }: { speed: Speed; onChange: (speed: Speed) => void }) {
  return (
    <>
      <Radio.Group
        className={styles.choice}
        aria-label="复制速度"
        value={bytesPerSecond !== null}
        onChange={(event) => onChange({ entered, bytesPerSecond: event.target.value ? entered : null })}
        options={[
          { value: true, label: '限速，白天也不影响柜台' },
          { value: false, label: '不限速，适合夜间' },
        ]}
      />
      {bytesPerSecond !== null && (
        <Field label="每秒最多复制" hint="网络不忙时可以调高，随时能改">
          <InputNumber
            min={0.1}
            max={10_000}
            step={5}
            suffix="MB/秒"
            value={entered / megabyte}
            style={{ width: 200 }}
            onChange={(amount) => {
              const next = Math.round((amount ?? 0.1) * megabyte);
              onChange({ entered: next, bytesPerSecond: next });
            }}
          />
        </Field>
      )}
    </>
  );
}
