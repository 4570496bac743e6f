import { returnCodes } from '@yongche/contract/vocabulary';
import { Modal } from 'antd';
import { KeyList } from '../../../components/key-list';
import { keyedCodes } from './case-marks';
import { legend } from './console-keys';
import styles from './legend-dialog.module.css';

/** ?: every key of the desk. */
export function LegendDialog({ onClose }: { onClose: () => void }) {
  const marks = keyedCodes.map((code, at): [string[], string] => [[`${at + 1}`], returnCodes[code]]);
  return (
    <Modal open title="按键" width={640} footer={null} onCancel={onClose} transitionName="" maskTransitionName="">
      <div className={styles.legend}>
        {legend.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <KeyList label={title} keys={keys} />
          </section>
        ))}
        <section>
          <h3>退回代码</h3>
          <KeyList label="退回代码" keys={marks} />
        </section>
      </div>
    </Modal>
  );
}
