import { returnCodes } from '@yongche/contract/vocabulary';
import { Modal } from 'antd';
import { sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import type { Tally } from './check-marks';
import styles from './return-dialog.module.css';

interface ReturnDialogProps {
  /** The photos to be given back; undefined while the dialog is closed. */
  returning: Tally['returning'] | undefined;
  titleOf: (imageId: string) => string;
  isSending: boolean;
  error: unknown;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Lists what goes back to the agent before it does. */
export function ReturnDialog({ returning, titleOf, isSending, error, onConfirm, onCancel }: ReturnDialogProps) {
  return (
    <Modal
      open={returning !== undefined}
      title={`退回 ${returning?.length ?? 0} 张照片补拍`}
      okText="确认退回"
      cancelText="再看看"
      okButtonProps={{ danger: true, autoFocus: true }}
      confirmLoading={isSending}
      onOk={onConfirm}
      onCancel={onCancel}
      destroyOnHidden
    >
      <p className={styles.lead}>代理人会在小程序里看到以下原因，只需重拍这几张；其余照片保留。</p>
      <ul className={styles.list}>
        {returning?.map(({ imageId, code, note }) => (
          <li key={imageId}>
            <b>{titleOf(imageId)}</b>
            <span>
              {code} {returnCodes[code]}
              {note && `：${note}`}
            </span>
          </li>
        ))}
      </ul>
      {error ? <AlertLine tone="bad">没有退回成功：{sentenceOf(error)}</AlertLine> : null}
    </Modal>
  );
}
