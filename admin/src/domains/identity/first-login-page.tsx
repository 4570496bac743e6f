import { useQueryClient } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { Navigate, useNavigate } from 'react-router';
import { staffSetupSteps } from '@yongche/contract/vocabulary';
import { useTitle } from '../../components/use-title';
import { homeOf } from '../../navigation';
import { sessionKey, useStaff, type Staff } from '../../session';
import { EntryFrame } from './entry-frame';
import styles from './first-login-page.module.css';
import { PasskeySetup } from './passkey-setup';
import { PasswordForm } from './password-form';
import type { StaffAccount } from './queries';
import { RecoveryCodes } from './recovery-codes';
import { TotpSetup } from './totp-setup';

type Step = keyof typeof staffSetupSteps;
const steps = Object.keys(staffSetupSteps) as Step[];

/** 首次登录: an own password, a second factor, and what helps when that is lost. */
export default function FirstLoginPage() {
  useTitle('首次登录');
  const staff = useStaff();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [factor, setFactor] = useState<'totp' | 'passkey'>('totp');
  // The codes stay on the page after the server counts the account as set up.
  const [step, setStep] = useState(staff.owes);
  if (step === null) return <Navigate to={homeOf(staff)} replace />;

  const accept = (account: StaffAccount) => setStep(account.owes);
  const finish = () => {
    client.setQueryData<Staff>(sessionKey, { ...staff, owes: null });
    void navigate(homeOf(staff), { replace: true });
  };
  return (
    <EntryFrame
      title={`${staff.name}，您好`}
      lead="第一次登录，请用三步保护好您的账号。"
      steps={steps.map((name) => staffSetupSteps[name])}
      current={steps.indexOf(step)}
    >
      <div className={styles.step}>
        <h2>{staffSetupSteps[step]}</h2>
        {step === 'password' && (
          <>
            <p className={styles.hint}>临时密码别人也见过，请换成只有您知道的密码。</p>
            <PasswordForm currentLabel="临时密码" submitText="保存新密码" onChanged={accept} />
          </>
        )}
        {step === 'second_factor' && (
          <>
            <p className={styles.hint}>登录时除了密码，还要证明手机或密钥在您手里。以后可以再添加另一种。</p>
            <Segmented
              block
              value={factor}
              onChange={setFactor}
              options={[
                { value: 'totp', label: '手机动态码' },
                { value: 'passkey', label: '通行密钥' },
              ]}
            />
            {factor === 'totp' ? <TotpSetup onSet={accept} /> : <PasskeySetup onAdded={accept} />}
          </>
        )}
        {step === 'recovery_codes' && (
          <RecoveryCodes
            lead="手机丢失或更换时，恢复码是您自己登录的唯一办法。共10个，每个只能用一次。"
            makeText="显示我的恢复码"
            onKept={finish}
          />
        )}
      </div>
    </EntryFrame>
  );
}
