import { Input } from 'antd';
import { Field } from '../../../components/field';
import type { Looked } from './use-certificate';
import styles from './deal-form.module.css';

interface CertificateFieldProps {
  entry: string;
  looked: Looked;
  /** What is said once the form was to be sent without it. */
  problem: string | undefined;
  /** A deal that stands on the server keeps its agent. */
  isFixed: boolean;
  onType: (text: string) => void;
  onLeave: () => void;
}

/** 代理证编号: scanned from the agent's phone, or typed; beside it whose it is. */
export function CertificateField({ entry, looked, problem, isFixed, onType, onLeave }: CertificateFieldProps) {
  const error = looked.state === 'refused' ? looked.sentence : problem;
  return (
    <Field label="代理证编号" error={error} hint={hintOf(looked)}>
      <Input
        className={styles.number!}
        data-field="certificate"
        aria-label="代理证编号"
        placeholder="扫代理证二维码，或输入编号"
        autoComplete="off"
        spellCheck={false}
        readOnly={isFixed}
        value={entry}
        onChange={({ target: { value } }) => onType(value)}
        onBlur={onLeave}
      />
    </Field>
  );
}

function hintOf(looked: Looked): string {
  if (looked.state === 'asking') return '正在查名册…';
  if (looked.state !== 'known') return '代理人手机上“代理证”页的二维码';
  const { holderName, companyName } = looked.agent;
  const who = [holderName, companyName].filter(Boolean).join('　');
  if (looked.isChecked) return `✓ ${who}`;
  return `${who ? `${who}　` : ''}断网，暂按编号记录，联网后由服务器核对`;
}
