import { registerReasons } from '@yongche/contract/vocabulary';
import { Checkbox, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { Field } from '../../components/field';
import { normalizeIdNumber } from '../identity/id-number-entry';
import styles from './new-request-page.module.css';
import type { RequestKind } from './register';
import { reasonsOf, type EntryName } from './request-form';
import { CertificatePicker, CompanyPicker, MarketPicker, TerminalPicker } from './subject-pickers';

interface RequestFieldProps {
  kind: RequestKind;
  name: EntryName;
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
}

/** Plain text fields: label, longest entry, and how an entry is put into its usual form. */
const texts: Partial<Record<EntryName, { label: string; max: number; hint?: string; normalize?: (entry: string) => string }>> = {
  name: { label: '名称', max: 100 },
  creditCode: { label: '统一社会信用代码', max: 18, normalize: (entry) => entry.normalize('NFKC').toUpperCase().replace(/\s/g, '') },
  address: { label: '住所', max: 200, hint: '照营业执照填写' },
  location: { label: '安装位置', max: 100, hint: '例如：一楼过户大厅3号窗口' },
  idNumber: { label: '身份证号', max: 18, normalize: normalizeIdNumber },
  phone: { label: '手机号', max: 11, normalize: digitsOf },
  managerName: { label: '姓名', max: 50 },
  managerIdNumber: { label: '身份证号', max: 18, normalize: normalizeIdNumber },
  managerPhone: { label: '手机号', max: 11, normalize: digitsOf },
};
const codes: EntryName[] = ['creditCode', 'idNumber', 'phone', 'managerIdNumber', 'managerPhone'];

/** One field of a request's form. */
export function RequestField({ kind, name, value, problem, onChange }: RequestFieldProps) {
  switch (name) {
    case 'companyId':
      return <CompanyPicker value={value} problem={problem} onChange={onChange} />;
    case 'certificateId':
      return <CertificatePicker value={value} problem={problem} onChange={onChange} />;
    case 'terminalId':
      return <TerminalPicker value={value} problem={problem} onChange={onChange} />;
    case 'marketId':
      return <MarketPicker value={value} problem={problem} onChange={onChange} />;
    case 'licenceExpiresOn':
      return <LicenceField value={value} problem={problem} onChange={onChange} />;
    case 'reason':
      return (
        <Field label="事由" error={problem}>
          <Select
            placeholder="请选择"
            value={value || null}
            options={reasonsOf(kind).map((reason) => ({ value: reason as string, label: registerReasons[reason] }))}
            onChange={(chosen) => onChange(chosen ?? '')}
          />
        </Field>
      );
    case 'note':
      return (
        <Field label="说明（可不填）" error={problem}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={300} value={value} onChange={(event) => onChange(event.target.value)} />
        </Field>
      );
    default: {
      const { label, max, hint, normalize = asIs } = texts[name]!;
      return (
        <Field label={labelOf(kind, name, label)} error={problem} {...(hint && { hint })}>
          <Input
            autoComplete="off"
            spellCheck={false}
            className={codes.includes(name) ? styles.mono : undefined}
            maxLength={max}
            value={value}
            onChange={(event) => onChange(normalize(event.target.value))}
          />
        </Field>
      );
    }
  }
}

function labelOf(kind: RequestKind, name: EntryName, label: string): string {
  if (kind === 'certificate_issue' && name === 'name') return '代理人姓名';
  if (kind === 'company_manager' && name === 'name') return '新负责人姓名';
  if (kind === 'certificate_change' && name === 'phone') return '新手机号';
  if (name === 'name') return kind.startsWith('company_') ? '企业名称' : '固定端名称';
  return label;
}

function digitsOf(entry: string): string {
  return entry.normalize('NFKC').replace(/\D/g, '');
}

function asIs(entry: string): string {
  return entry;
}

/** 执照有效期: a day, or for good. */
function LicenceField({ value, problem, onChange }: { value: string; problem: string | undefined; onChange: (value: string) => void }) {
  const isForGood = value === 'never';
  return (
    <div className={styles.licence}>
      <Field label="营业期限至（照营业执照填写）" error={problem}>
        <DatePicker
          placeholder={isForGood ? '长期有效' : '选择日期'}
          disabled={isForGood}
          value={value && !isForGood ? dayjs(value) : null}
          onChange={(day) => onChange(day?.format('YYYY-MM-DD') ?? '')}
        />
      </Field>
      <Checkbox style={{ marginTop: 24 }} checked={isForGood} onChange={(event) => onChange(event.target.checked ? 'never' : '')}>
        长期有效
      </Checkbox>
    </div>
  );
}
