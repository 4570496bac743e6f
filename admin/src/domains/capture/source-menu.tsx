import { Button, Input } from 'antd';
import { useState } from 'react';
import { Field } from '../../components/field';
import styles from './capture-page.module.css';
import { type IdReader, usualAddress } from './use-id-reader';
import type { useSources } from './use-sources';

interface SourceMenuProps {
  reader: IdReader;
  sources: ReturnType<typeof useSources>;
  onClose: () => void;
}

/** 来源: where pictures may come from beside the camera, and the reader of ID cards. */
export function SourceMenu({ reader, sources, onClose }: SourceMenuProps) {
  const { folder, choose } = sources;
  const [address, setAddress] = useState(reader.address || usualAddress);
  return (
    <div className={styles.menu}>
      <section>
        <h2>照片</h2>
        <p>
          <Button
            onClick={() => {
              onClose();
              choose();
            }}
          >
            选择文件
          </Button>{' '}
          <span className={styles.quiet}>也可以直接粘贴（Ctrl+V）或拖到页面上</span>
        </p>
        {folder.isSupported ? (
          <p>
            {folder.name ? (
              <>
                <Button onClick={folder.stop}>停用扫描文件夹</Button> <span>“{folder.name}”里新出现的照片会自动放入</span>
              </>
            ) : (
              <>
                <Button onClick={() => void folder.choose()}>选择扫描文件夹</Button> <span className={styles.quiet}>扫描仪存到这个文件夹的照片自动放入</span>
              </>
            )}
          </p>
        ) : (
          <p className={styles.quiet}>这个浏览器不能使用扫描文件夹，请用 Chrome 或 Edge。</p>
        )}
        {folder.trouble && <p className={styles.bad}>{folder.trouble}</p>}
      </section>
      <section>
        <h2>身份证读卡器</h2>
        <Field label="读卡器程序的地址" error={reader.trouble ?? undefined} {...(reader.model ? { hint: `已连接：${reader.model}` } : {})}>
          <Input value={address} onChange={({ target: { value } }) => setAddress(value)} onPressEnter={() => reader.setAddress(address)} />
        </Field>
        <p className={styles.row}>
          <Button type="primary" onClick={() => reader.setAddress(address)}>
            启用
          </Button>
          {reader.address && <Button onClick={() => reader.setAddress('')}>停用</Button>}
        </p>
      </section>
    </div>
  );
}
