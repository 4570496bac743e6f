import ReloadOutlined from '@ant-design/icons/ReloadOutlined';
import { Button } from 'antd';
import { pageUpdate, usePageUpdate } from '../page-update';
import { AlertLine } from './alert-line';
import styles from './page-update-line.module.css';

/** In the header: that another version is to run here; it changes by itself on the way to another page. */
export function PageUpdateButton() {
  const { wanted, isStuck } = usePageUpdate();
  return (
    wanted !== null &&
    !isStuck && (
      <Button className={styles.button!} type="text" icon={<ReloadOutlined />} title={`更新到 ${wanted}，换页时也会自动更新`} onClick={() => pageUpdate.reload()}>
        有新版本，更新
      </Button>
    )
  );
}

/** Over every page: that this one did not become the wanted version, and what to do. */
export function PageUpdateTrouble() {
  const { wanted, isOutdated, isStuck } = usePageUpdate();
  if (!isStuck) return null;
  return (
    <div className={`${styles.trouble} no-print`}>
      <AlertLine
        tone={isOutdated ? 'bad' : 'warn'}
        actions={
          <Button size="small" onClick={() => pageUpdate.reload()}>
            再次更新
          </Button>
        }
      >
        {isOutdated ? '这个页面的版本过旧，不能办理业务，刷新后没有更新成功。' : '页面没有更新成功，可以继续办理。'}
        请按 Ctrl+F5 刷新，或关闭浏览器重新打开；仍不行请联系技术单位，告知版本 {wanted}。已采集的内容都保存在本机。
      </AlertLine>
    </div>
  );
}
