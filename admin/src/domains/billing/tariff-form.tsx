import { channels } from '@yongche/contract/vocabulary';
import { Checkbox, Input, InputNumber } from 'antd';
import type { ReactElement } from 'react';
import { Field } from '../../components/field';
import { yuanOf } from '../../components/money';
import { MoneyInput } from '../../components/money-input';
import { isChanged } from '../governance/draft-changes';
import { useProblem } from '../governance/field-problems';
import version from '../governance/version.module.css';
import type { TariffContent } from './billing';
import styles from './tariff.module.css';

interface TariffFormProps {
  content: TariffContent;
  /** What differs from it is coloured. */
  base: TariffContent;
  onChange: (content: TariffContent) => void;
}

const channelOptions = Object.entries(channels).map(([value, label]) => ({ value: value as keyof typeof channels, label }));

/** The content of a tariff: what a car costs, what counts, and what the law asks to be said of a fee. */
export function TariffForm({ content, base, onChange }: TariffFormProps) {
  const set = (part: Partial<TariffContent>) => onChange({ ...content, ...part });
  const isOther = (name: keyof TariffContent) => isChanged(content[name], base[name]);
  const priceHint = (name: 'memberFen' | 'nonMemberFen') => (isOther(name) ? `原为 ${yuanOf(base[name])}` : '可以是 0');
  return (
    <>
      <section className={`card ${version.card}`}>
        <h2>价格</h2>
        <div className={styles.fields}>
          <Term name="memberFen" label="会员市场，每辆" hint={priceHint('memberFen')} isOther={isOther('memberFen')}>
            <MoneyInput value={content.memberFen} onChange={(fen) => set({ memberFen: fen ?? 0 })} />
          </Term>
          <Term name="nonMemberFen" label="非会员市场，每辆" hint={priceHint('nonMemberFen')} isOther={isOther('nonMemberFen')}>
            <MoneyInput value={content.nonMemberFen} onChange={(fen) => set({ nonMemberFen: fen ?? 0 })} />
          </Term>
          <Term name="redoneWithinDays" label="重办不计费" hint="同一辆车、同样的买卖双方" isOther={isOther('redoneWithinDays')}>
            <InputNumber min={0} max={365} precision={0} suffix="天内" value={content.redoneWithinDays} onChange={(days) => days !== null && set({ redoneWithinDays: days })} />
          </Term>
          <Term name="payWithinDays" label="付款期限" hint="自账单发布起" isOther={isOther('payWithinDays')}>
            <InputNumber min={1} max={120} precision={0} suffix="天内" value={content.payWithinDays} onChange={(days) => days !== null && set({ payWithinDays: days })} />
          </Term>
          <Term name="channels" label="计费渠道" hint="这些渠道采集的交易计费" isOther={isOther('channels')}>
            <Checkbox.Group options={channelOptions} value={content.channels} onChange={(list) => set({ channels: list })} />
          </Term>
        </div>
      </section>
      <section className={`card ${version.card}`}>
        <h2>公示内容</h2>
        <div className={styles.texts}>
          <Term name="nature" label="收费性质" hint="凭合同提供的经营服务，不是行政事业性收费" isOther={isOther('nature')}>
            <Input maxLength={60} value={content.nature} onChange={(event) => set({ nature: event.target.value })} />
          </Term>
          <Term name="service" label="收费项目与服务内容" isOther={isOther('service')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={300} showCount value={content.service} onChange={(event) => set({ service: event.target.value })} />
          </Term>
          <Term name="costBasis" label="成本依据" hint="例如：存储和数据流量、核查人员、系统维护，各占多少" isOther={isOther('costBasis')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={500} showCount value={content.costBasis} onChange={(event) => set({ costBasis: event.target.value })} />
          </Term>
        </div>
      </section>
    </>
  );
}

interface TermProps {
  name: keyof TariffContent;
  label: string;
  hint?: string;
  /** Whether it differs from the version that the draft began from. */
  isOther: boolean;
  children: ReactElement<Record<string, unknown>>;
}

/** One term of the tariff with what the server said of it. */
function Term({ name, label, hint, isOther, children }: TermProps) {
  return (
    <div className={styles.term} data-changed={isOther}>
      <Field label={label} error={useProblem(name)} {...(hint && { hint })}>
        {children}
      </Field>
    </div>
  );
}
