import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { useRef, useState, type FormEvent } from 'react';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { ApiError, call, isRefusal } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useTitle } from '../../components/use-title';
import { homeOf } from '../../navigation';
import { ownTerminalQuery } from '../../own-terminal';
import { farewellKey, safeNext, sessionKey, useSession, type Staff } from '../../session';
import { EntryFrame } from './entry-frame';
import { factorProblem, normalizeFactor, type FactorKind } from './factor-entry';
import { LoginPlace, useOwnPlace } from './login-place';
import styles from './login-page.module.css';
import { PinLogin } from './pin-login';
import { logInByPasskey, passkeyObstacle } from './passkey';
import { secondsToWait, sentenceOfFactor } from './sentence';
import { useCountdown, waitInWords } from './use-countdown';

const story = ['代理人凭代理证在手机上拍照上传', '市场柜台对照原件，逐张核对', '核对完成，出具凭证，再办过户'];

interface Credentials {
  username: string;
  password: string;
  /** Empty at the first log-in, which has no second factor yet. */
  factor: string;
}
type Problems = Partial<Record<keyof Credentials, string>>;

/** What is missing before the server need be asked. */
function problemsOf({ username, password, factor }: Credentials, kind: FactorKind): Problems {
  const wrong = factor === '' && kind === 'totp' ? undefined : factorProblem(kind, factor);
  return {
    ...(username.trim() === '' && { username: '请填写用户名' }),
    ...(password === '' && { password: '请填写密码' }),
    ...(wrong && { factor: wrong }),
  };
}

/** 员工登录: name, password and a second factor, or a passkey instead of all three. */
export function LoginPage() {
  useTitle('员工登录');
  const session = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [values, setValues] = useState<Credentials>({ username: '', password: '', factor: '' });
  const [kind, setKind] = useState<FactorKind>('totp');
  const [problems, setProblems] = useState<Problems>({});
  const factorInput = useRef<InputRef>(null);
  const [hasEntered, setEntered] = useState(false);
  const wait = useCountdown();
  const next = safeNext(search.get('next'));
  const place = useOwnPlace();
  const [isInFull, setInFull] = useState(false);
  const operators = place.data?.state === 'paired' ? place.data.here.operators : [];
  const isQuick = !isInFull && operators.some(({ hasPin }) => hasPin);

  const enter = (staff: Staff) => {
    setEntered(true);
    client.removeQueries({ queryKey: farewellKey });
    void client.invalidateQueries(ownTerminalQuery);
    client.setQueryData(sessionKey, staff);
    void navigate(staff.owes ? '/first-login' : (next ?? homeOf(staff)), { replace: true });
  };
  const login = useMutation({
    mutationFn: ({ username, password, factor }: Credentials) =>
      call('POST /staff-sessions', { body: { username: username.trim(), password, ...(factor && { [kind]: factor }) } }),
    onSuccess: enter,
    onError: (error) => {
      // A code is good for one attempt; the next one is typed into an empty field.
      setValues((entered) => ({ ...entered, factor: '' }));
      factorInput.current?.focus();
      wait.begin(secondsToWait(error));
      if (error instanceof ApiError) {
        setProblems(Object.fromEntries(error.fields.map(({ field, message }) => [field in values ? field : 'factor', message])));
      }
    },
  });
  const passkey = useMutation({ mutationFn: logInByPasskey, onSuccess: enter });

  if (session.data && !hasEntered) {
    return <Navigate to={session.data.owes ? '/first-login' : (next ?? homeOf(session.data))} replace />;
  }

  const field = (name: keyof Credentials) => ({
    value: values[name],
    onChange: (event: { target: { value: string } }) => {
      const text = name === 'factor' ? normalizeFactor(kind, event.target.value) : event.target.value;
      setValues((entered) => ({ ...entered, [name]: text }));
      setProblems((found) => ({ ...found, [name]: undefined }));
      // Another name need not wait for this one.
      if (name === 'username' && wait.left > 0) {
        wait.begin(0);
        login.reset();
      }
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    passkey.reset();
    const found = problemsOf(values, kind);
    setProblems(found);
    if (Object.keys(found).length === 0 && wait.left === 0) login.mutate(values);
  };
  const swap = () => {
    setKind(kind === 'totp' ? 'recoveryCode' : 'totp');
    setValues((entered) => ({ ...entered, factor: '' }));
    setProblems((found) => ({ ...found, factor: undefined }));
    factorInput.current?.focus();
  };
  const failure = login.error ?? passkey.error;
  const isLocked = isRefusal(login.error, 'identity.login_locked');
  const obstacle = passkeyObstacle();

  return (
    <EntryFrame title="二手车交易影像核对" lead="每一笔过户，先看人、看证、看车。" steps={story}>
      {isQuick ? (
        <section className={styles.form} aria-labelledby="login-title">
          <h2 id="login-title">操作员登录</h2>
          <LoginPlace place={place} />
          <PinLogin operators={operators} onEntered={enter} />
          <Button size="large" block onClick={() => setInFull(true)}>
            用密码和动态码登录
          </Button>
          <p className={styles.hint}>账号和PIN仅限本人使用；共用账号属违规（E02），市场要扣分。</p>
        </section>
      ) : (
        <form className={styles.form} onSubmit={submit} noValidate aria-labelledby="login-title">
          <h2 id="login-title">员工登录</h2>
          <p className={styles.hint}>市场操作员、协会与管理公司员工使用本人账号登录。</p>
          <LoginPlace place={place} />
          {failure && !(isLocked && wait.left === 0) && (
            <AlertLine tone="bad">
              {sentenceOfFactor(failure)}
              {wait.left > 0 && (
                <>
                  还需等待 <b>{waitInWords(wait.left)}</b>。
                </>
              )}
            </AlertLine>
          )}
          <Field label="用户名" error={problems.username}>
            <Input size="large" autoFocus autoComplete="username" spellCheck={false} maxLength={50} {...field('username')} />
          </Field>
          <Field label="密码" error={problems.password}>
            <Input.Password size="large" autoComplete="current-password" maxLength={200} {...field('password')} />
          </Field>
          {kind === 'totp' ? (
            <Field label="动态码" error={problems.factor} hint="手机验证器上的6位数字；首次登录还没有，留空即可">
              <Input
                ref={factorInput}
                className={styles.totp}
                size="large"
                inputMode="numeric"
                autoComplete="one-time-code"
                {...field('factor')}
              />
            </Field>
          ) : (
            <Field label="恢复码" error={problems.factor} hint="首次登录时保存的10个恢复码之一，每个只能用一次">
              <Input ref={factorInput} className={styles.code} size="large" autoComplete="off" spellCheck={false} {...field('factor')} />
            </Field>
          )}
          <p className={styles.swap}>
            <Button type="link" onClick={swap}>
              {kind === 'totp' ? '手机不在身边？用恢复码' : '改用动态码'}
            </Button>
            {place.data?.state === 'none' && <Link to="/pair-this-pc">登记这台电脑为固定端</Link>}
          </p>
          <Button type="primary" size="large" htmlType="submit" block loading={login.isPending} disabled={wait.left > 0}>
            登录
          </Button>
          <p className={styles.or}>或</p>
          <Button
            size="large"
            block
            disabled={obstacle !== undefined}
            loading={passkey.isPending}
            onClick={() => {
              login.reset();
              passkey.mutate();
            }}
          >
            使用通行密钥（指纹、面容或安全密钥）
          </Button>
          <p className={styles.hint}>{obstacle ?? '忘记密码或更换手机，请联系技术运维。账号仅限本人使用。'}</p>
        </form>
      )}
    </EntryFrame>
  );
}
