import { bulletinWays } from '@yongche/contract/vocabulary';
import { Input, Modal, Select, Switch } from 'antd';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import { problemOf } from '../identity/sentence';
import { type SecretField, secretsOf, wayHints } from './bulletin-wording';
import { bulletinsKey, type Destination, type Destinations, type Secrets, type Way } from './bulletins';
import styles from './notices.module.css';

interface DestinationDialogProps {
  /** Left out for a new one. */
  destination: Destination | undefined;
  ways: Destinations['ways'];
  onClose: () => void;
}

type Written = Partial<Record<SecretField['name'], string>>;

/** 登记 or 修改 a destination; secrets that are left empty stay as they are. */
export function DestinationDialog({ destination, ways, onClose }: DestinationDialogProps) {
  const [way, setWay] = useState<Way>(destination?.way ?? 'wechat_group');
  const [name, setName] = useState(destination?.name ?? '');
  const [enabled, setEnabled] = useState(destination?.enabled ?? true);
  const [written, setWritten] = useState<Written>({});
  const fields = secretsOf[way];
  const saving = useAct({
    about: destination?.id ?? 'new',
    send: (secrets: Secrets, idempotencyKey) =>
      destination
        ? call('PUT /bulletin-destinations/:id', { params: { id: destination.id }, body: { name: name.trim(), enabled, secrets } })
        : call('POST /bulletin-destinations', { body: { way, name: name.trim(), secrets }, idempotencyKey }),
    renews: [[bulletinsKey]],
    done: '去处已保存。',
    onDone: onClose,
  });
  const isConfigured = ways.find((one) => one.way === way)?.isConfigured ?? false;
  const isFilled = destination !== undefined || fields.every((field) => written[field.name]?.trim());
  const isComplete = name.trim() !== '' && isFilled;
  const isList = (field: SecretField) => field.name === 'chatIds';
  return (
    <Modal
      open
      title={destination ? `修改“${destination.name}”` : '新增发送去处'}
      okText="保存"
      cancelText="取消"
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={saving.isPending}
      onOk={() => isComplete && saving.mutate(secretsIn(fields, written))}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <Field label="发送方式" hint={wayHints[way]}>
          <Select disabled={destination !== undefined} value={way} options={ways.map((one) => ({ value: one.way, label: `${bulletinWays[one.way]}${one.isConfigured ? '' : '　系统没有配置'}` }))} onChange={setWay} />
        </Field>
        <Field label="名称" hint="写成员看得懂的，例如“会员微信群”" error={problemOf(saving.error, 'name')}>
          <Input autoFocus maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        {fields.map((field) => (
          <Field key={field.name} label={field.label} hint={destination ? `${field.hint}；不填则不变` : field.hint} error={problemOf(saving.error, `secrets.${field.name}`)}>
            {isList(field) ? (
              <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} value={written[field.name] ?? ''} onChange={(event) => setWritten({ ...written, [field.name]: event.target.value })} />
            ) : (
              <Input autoComplete="off" value={written[field.name] ?? ''} onChange={(event) => setWritten({ ...written, [field.name]: event.target.value })} />
            )}
          </Field>
        ))}
        {destination && (
          <Field label="启用" hint="停用后不再出现在发送的去处里，记录仍在">
            <Switch className={styles.switch} checked={enabled} onChange={setEnabled} />
          </Field>
        )}
        {!isConfigured && <AlertLine tone="warn">系统还没有配置“{bulletinWays[way]}”，可以先登记；要发送请联系技术运维。</AlertLine>}
        {saving.isError && <AlertLine tone="bad">没有保存：{sentenceOf(saving.error)}</AlertLine>}
      </div>
    </Modal>
  );
}

/** What was filled in, in the shape of the contract. */
function secretsIn(fields: readonly SecretField[], written: Written): Secrets {
  const given: Secrets = {};
  for (const { name } of fields) {
    const text = written[name]?.trim();
    if (!text) continue;
    if (name === 'chatIds') given.chatIds = text.split(/[\s,，、]+/).filter(Boolean);
    else given[name] = text;
  }
  return given;
}
