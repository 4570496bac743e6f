import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { marketsQuery } from '../../components/markets-query';
import { useAct } from '../../components/use-act';
import { releasesKey, type PageRelease, type ReleaseTerminal } from './releases';
import { rollOutConsequence } from './releases-wording';
import styles from './releases.module.css';

const scopes = [
  { value: 'markets', label: '部分市场先行' },
  { value: 'all', label: '全部市场' },
  { value: 'none', label: '不发布（撤回）' },
] as const;

/** 灰度发布: for whom a version is, and what is new in it; says what follows before it is done. */
export function RollOutDialog({ release, terminals, onClose }: { release: PageRelease; terminals: ReleaseTerminal[]; onClose: () => void }) {
  const { version, isPresent } = release;
  const markets = useQuery(marketsQuery).data?.markets ?? [];
  const [scope, setScope] = useState<PageRelease['scope']>(release.scope === 'none' && isPresent ? 'markets' : release.scope);
  const [marketIds, setMarketIds] = useState(release.marketIds);
  const [notes, setNotes] = useState(release.notes);
  const rollOut = useAct({
    about: `page-release ${version}`,
    send: () => call('PUT /page-releases/:version', { params: { version }, body: { scope, marketIds: scope === 'markets' ? marketIds : [], notes: notes.trim() } }),
    renews: [releasesKey],
    done: scope === 'none' ? '已撤回，固定端会在两笔交易之间换回。' : '已发布，固定端会在两笔交易之间更新。',
    onDone: onClose,
  });
  const fieldProblem = (field: string) => (rollOut.error instanceof ApiError ? rollOut.error.fields.find((one) => one.field === field)?.message : undefined);
  const countIn = (marketId: string) => terminals.filter((terminal) => terminal.marketId === marketId).length;
  const isComplete = scope !== 'markets' || marketIds.length > 0;
  return (
    <Modal
      open
      width={620}
      title={`发布 ${version}`}
      okText={scope === 'none' ? '撤回' : '发布'}
      cancelText="取消"
      okButtonProps={{ disabled: !isComplete, danger: scope === 'none' }}
      confirmLoading={rollOut.isPending}
      onOk={() => isComplete && rollOut.mutate()}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <Field label="使用范围" error={fieldProblem('scope')}>
          <Radio.Group optionType="button" value={scope} options={scopes.map((one) => ({ ...one, disabled: !isPresent && one.value !== 'none' && one.value !== release.scope }))} onChange={(event) => setScope(event.target.value as PageRelease['scope'])} />
        </Field>
        {scope === 'markets' && (
          <div className={styles.markets} role="group" aria-label="市场">
            <Checkbox.Group value={marketIds} options={markets.map(({ id, name }) => ({ value: id, label: `${name}（${countIn(id)}台）` }))} onChange={setMarketIds} />
          </div>
        )}
        <Field label="更新说明" hint="给柜台人员看：新增了什么，哪里变了" error={fieldProblem('notes')}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={1000} value={notes} onChange={(event) => setNotes(event.target.value)} />
        </Field>
        {!isPresent && <AlertLine tone="info">这个版本的文件不在服务器上，只能修改说明或撤回。</AlertLine>}
        <AlertLine tone={scope === 'none' ? 'warn' : 'info'}>{rollOutConsequence(scope, version, marketIds, terminals)}</AlertLine>
        {rollOut.isError && <AlertLine tone="bad">没有办成：{sentenceOf(rollOut.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
