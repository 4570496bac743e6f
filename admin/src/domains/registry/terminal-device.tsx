import { App, Button } from 'antd';
import { useState } from 'react';
import { deviceEndReasons } from '@yongche/contract/vocabulary';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Pair } from '../../components/cells';
import { minuteOf } from '../../components/moments';
import { ToneTag } from '../../components/tone-tag';
import { useAct } from '../../components/use-act';
import { FileSection, SectionBody, SectionFacts } from './file-page';
import { registerKey, type Terminal } from './register';
import { useMay } from './rights';
import styles from './terminal-device.module.css';
import { TerminalPairingDialog } from './terminal-pairing-dialog';

/** In a list: whether a PC is paired, by which browser and when it was seen last, or why it is out. */
export function TerminalDeviceCell({ device }: { device: Terminal['device'] }) {
  if (!device) return <ToneTag tone="plain">未登记</ToneTag>;
  if (device.endReason) {
    return (
      <Pair isNarrow>
        <span>
          <ToneTag tone={device.endReason === 'copied' ? 'bad' : 'over'}>已停用</ToneTag>
        </span>
        <span title={deviceEndReasons[device.endReason]}>{deviceEndReasons[device.endReason]}</span>
      </Pair>
    );
  }
  return (
    <Pair isNarrow>
      <span>
        {device.browser}
        {device.pageVersion && ` · ${device.pageVersion}`}
      </span>
      <span>{device.lastSeenAt ? `最近使用 ${minuteOf(device.lastSeenAt)}` : '已登记，还没有用过'}</span>
    </Pair>
  );
}

/** 登记的电脑 of one terminal, with what the manager or the clerk can do about it. */
export function TerminalDeviceSection({ terminal }: { terminal: Pick<Terminal, 'id' | 'name' | 'state' | 'device'> }) {
  const { id, name, state, device } = terminal;
  const mayPair = useMay()('POST /terminals/:id/pairing');
  const { modal } = App.useApp();
  const [isPairing, setPairing] = useState(false);
  const withdraw = useAct({
    about: `terminal-device ${id}`,
    send: () => call('DELETE /terminals/:id/pairing', { params: { id } }),
    renews: [[registerKey]],
    done: '电脑已停用，那里的登录随即退出。',
    failed: '没有停用',
  });
  const isLive = device !== null && device.endedAt === null;
  const ask = () =>
    modal.confirm({
      title: `停用${name}的电脑？`,
      content: '那台电脑立即不能再作固定端使用，正在登录的操作员随即退出。以后可以重新登记。',
      okText: '停用',
      okButtonProps: { danger: true },
      cancelText: '取消',
      onOk: () => withdraw.mutateAsync(undefined).catch(() => undefined),
    });
  return (
    <FileSection title="登记的电脑" empty={!device && !mayPair && '还没有登记电脑。'}>
      {device?.endReason && (
        <SectionBody>
          <AlertLine tone={device.endReason === 'copied' ? 'bad' : 'warn'}>
            {minuteOf(device.endedAt!)} 已停用：{deviceEndReasons[device.endReason]}
            {device.endedBy && `（${device.endedBy}）`}。
            {device.endReason === 'copied' && '请检查是谁复制了这台电脑的浏览器数据，确认安全后再重新登记。'}
          </AlertLine>
        </SectionBody>
      )}
      {device && (
        <SectionFacts
          facts={[
            ['登记', `${minuteOf(device.pairedAt)}　${device.pairedBy}`],
            ['浏览器', device.browser],
            ['网络地址', device.ip],
            ['页面版本', device.pageVersion],
            ['最近使用', device.lastSeenAt ? minuteOf(device.lastSeenAt) : '还没有用过'],
            ['登记时版次', `第 ${device.edition} 版`],
          ]}
        />
      )}
      {mayPair && state === 'in_force' && (
        <SectionBody>
          <p className={styles.acts}>
            {!device && <span>还没有登记电脑。</span>}
            <Button type={isLive ? 'default' : 'primary'} onClick={() => setPairing(true)}>
              {isLive ? '换一台电脑…' : '登记电脑…'}
            </Button>
            {isLive && (
              <Button danger loading={withdraw.isPending} onClick={ask}>
                停用这台电脑…
              </Button>
            )}
          </p>
        </SectionBody>
      )}
      {isPairing && <TerminalPairingDialog terminal={terminal} onClose={() => setPairing(false)} />}
    </FileSection>
  );
}
