import { Select } from 'antd';
import { useState } from 'react';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import { releasesKey, type PageReleases } from './releases';

const noMinimum = 'none';

/** 最低版本: which version a page must be at least, and why. */
export function MinimumDialog({ releases: { items, minimum }, onClose }: { releases: PageReleases; onClose: () => void }) {
  const [chosen, setChosen] = useState(minimum ?? items.find(({ scope }) => scope === 'all')?.version ?? noMinimum);
  const set = useAct({
    about: 'page-minimum',
    send: (reason: string) => call('PUT /page-minimum', { body: { version: chosen === noMinimum ? null : chosen, reason } }),
    renews: [releasesKey],
    done: '最低版本已设置。',
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title="设置最低版本"
      okText="设置"
      label="原因"
      hint="记入审计日志"
      usualReasons={['旧版本有缺陷，须全部更新', '规则有变，旧页面不能继续使用', '新版本有问题，暂不要求']}
      sending={set}
      failed="没有设置"
      onSend={(reason) => set.mutate(reason)}
      onClose={onClose}
      below={
        <AlertLine tone={chosen === noMinimum ? 'info' : 'warn'}>
          {chosen === noMinimum ? '不再要求版本，旧页面继续受理，仍会在两笔交易之间自动更新。' : '更旧的固定端页面立即不受理业务，随即自动更新；已采集的内容保存在固定端，更新后接着办理。'}
        </AlertLine>
      }
    >
      <Field label="版本" hint="须已发布到每个有固定端的市场">
        <Select
          value={chosen}
          options={[{ value: noMinimum, label: '不要求' }, ...items.map(({ version, scope }) => ({ value: version, label: scope === 'all' ? `${version}　全部市场` : version }))]}
          onChange={setChosen}
        />
      </Field>
    </ReasonDialog>
  );
}
