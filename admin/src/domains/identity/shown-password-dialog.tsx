import { App, Button, Modal } from 'antd';
import { Facts } from '../../components/facts';
import { minuteOf } from '../../components/moments';
import type { ShownPassword } from './staff-acts';
import styles from './staff-page.module.css';

/** A temporary password: this once, to be handed over in person. */
export function ShownPasswordDialog({ shown, onClose }: { shown: ShownPassword; onClose: () => void }) {
  const { message } = App.useApp();
  const copy = () => void navigator.clipboard.writeText(shown.password).then(() => message.success('已复制'));
  return (
    <Modal
      open
      title={`${shown.name}的临时密码`}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={onClose}>
          我已记下
        </Button>
      }
    >
      <div className={styles.dialog}>
        <p className={styles.lead}>
          只显示这一次，请当面或打电话告诉本人，不要发在群里。首次登录须修改，{minuteOf(shown.validUntil)} 前有效。
        </p>
        <Facts
          isBoxed
          facts={[
            ['用户名', <span className={styles.entry}>{shown.username}</span>],
            ['临时密码', <span className={styles.entry}>{shown.password}</span>],
          ]}
        />
        <p>
          <Button onClick={copy}>复制临时密码</Button>
        </p>
      </div>
    </Modal>
  );
}
