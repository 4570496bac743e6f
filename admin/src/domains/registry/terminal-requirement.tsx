import { App, Button } from 'antd';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { useAct } from '../../components/use-act';
import { registerKey, type TerminalMarket } from './register';
import { useMay } from './rights';
import styles from './terminal-device.module.css';

/** Whether a market's operators must work at its terminals; of all markets only how many do. The clerk changes it, one market at a time. */
export function TerminalRequirement({ markets, isOfOne }: { markets: TerminalMarket[]; isOfOne: boolean }) {
  if (!isOfOne) {
    const requiring = markets.filter(({ requiresTerminal }) => requiresTerminal).length;
    return (
      <div className={styles.requirement}>
        <AlertLine tone="info">
          {markets.length}个市场有固定端，其中{requiring}个要求操作员只在固定端上工作。选择一个市场可以查看和设置。
        </AlertLine>
      </div>
    );
  }
  const [market] = markets;
  if (!market) return null;
  return (
    <div className={styles.requirement}>
      <OneMarket market={market} />
    </div>
  );
}

function OneMarket({ market: { id, name, requiresTerminal, inForce, paired } }: { market: TerminalMarket }) {
  const isClerk = useMay()('PUT /markets/:id/terminal-requirement');
  const { modal } = App.useApp();
  const set = useAct({
    about: `terminal-requirement ${id}`,
    send: (isRequired: boolean) => call('PUT /markets/:id/terminal-requirement', { params: { id }, body: { isRequired } }),
    renews: [[registerKey]],
    done: '设置已生效。',
    failed: '没有设置',
  });
  const ask = () =>
    modal.confirm({
      title: `${name}：操作员必须使用固定端？`,
      content: `有效的固定端${inForce}台，已登记电脑${paired}台。设置后立即生效：在其他电脑上登录的操作员随即不能工作。${paired < inForce ? '还有固定端没有登记电脑，请先确认。' : ''}`,
      okText: '设为必须',
      cancelText: '取消',
      onOk: () => set.mutateAsync(true).catch(() => undefined),
    });
  return (
    <AlertLine
      tone={requiresTerminal ? 'good' : 'info'}
      actions={
        isClerk && (
          <Button size="small" loading={set.isPending} onClick={() => (requiresTerminal ? set.mutate(false) : ask())}>
            {requiresTerminal ? '改为不要求' : '设为必须使用固定端…'}
          </Button>
        )
      }
    >
      {name}：{requiresTerminal ? '操作员只能在已登记的固定端上工作' : '操作员可以在任何电脑上登录'}。有效固定端{inForce}台，已登记电脑{paired}台。
    </AlertLine>
  );
}
