import { channels } from '@yongche/contract/vocabulary';
import { Checkbox, Input, InputNumber } from 'antd';
import { Field } from '../../components/field';
import { MoneyInput } from '../../components/money-input';
import { problemOf } from '../identity/sentence';
import type { TariffContent } from './billing';
import styles from './tariff.module.css';

interface TariffFormProps {
  content: TariffContent;
  /** What the server said of the draft, field by field. */
  error: unknown;
  onChange: (content: TariffContent) => void;
}

const channelOptions = Object.entries(channels).map(([value, label]) => ({ value: value as keyof typeof channels, label }));

/** The content of a tariff: what a car costs, what counts, and what the law asks to be said of a fee. */
export function TariffForm({ content, error, onChange }: TariffFormProps) {
  const problem = (name: keyof TariffContent) => problemOf(error, `content.${name}`);
  const set = (part: Partial<TariffContent>) => onChange({ ...content, ...part });
  return (
    <>
      <section className={`card ${styles.card}`}>
        <h2>价格</h2>
        <div className={styles.fields}>
          <Field label="会员市场，每辆" hint="可以是 0" error={problem('memberFen')}>
            <MoneyInput value={content.memberFen} onChange={(fen) => set({ memberFen: fen ?? 0 })} />
          </Field>
          <Field label="非会员市场，每辆" hint="可以是 0" error={problem('nonMemberFen')}>
            <MoneyInput value={content.nonMemberFen} onChange={(fen) => set({ nonMemberFen: fen ?? 0 })} />
          </Field>
          <Field label="重办不计费" hint="同一辆车、同样的买卖双方" error={problem('redoneWithinDays')}>
            <InputNumber min={0} max={365} precision={0} suffix="天内" value={content.redoneWithinDays} onChange={(days) => days !== null && set({ redoneWithinDays: days })} />
          </Field>
          <Field label="付款期限" hint="自账单发布起" error={problem('payWithinDays')}>
            <InputNumber min={1} max={120} precision={0} suffix="天内" value={content.payWithinDays} onChange={(days) => days !== null && set({ payWithinDays: days })} />
          </Field>
          <Field label="计费渠道" hint="这些渠道采集的交易计费" error={problem('channels')}>
            <Checkbox.Group options={channelOptions} value={content.channels} onChange={(list) => set({ channels: list })} />
          </Field>
        </div>
      </section>
      <section className={`card ${styles.card}`}>
        <h2>公示内容</h2>
        <div className={styles.texts}>
          <Field label="收费性质" hint="凭合同提供的经营服务，不是行政事业性收费" error={problem('nature')}>
            <Input maxLength={60} value={content.nature} onChange={(event) => set({ nature: event.target.value })} />
          </Field>
          <Field label="收费项目与服务内容" error={problem('service')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={300} showCount value={content.service} onChange={(event) => set({ service: event.target.value })} />
          </Field>
          <Field label="成本依据" hint="例如：存储和数据流量、核查人员、系统维护，各占多少" error={problem('costBasis')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={500} showCount value={content.costBasis} onChange={(event) => set({ costBasis: event.target.value })} />
          </Field>
        </div>
      </section>
    </>
  );
}
