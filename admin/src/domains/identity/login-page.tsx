import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { useRef, useState, type FormEvent } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { BrandMark } from '../../components/brand';
import { Field } from '../../components/field';
import { useTitle } from '../../components/use-title';
import { homeOf, safeNext, sessionKey, useSession } from '../../session';
import styles from './login-page.module.css';

interface Credentials {
  username: string;
  password: string;
  totp: string;
}
type Problems = Partial<Record<keyof Credentials, string>>;

/** What is missing before the server need be asked. */
function problemsOf({ username, password, totp }: Credentials): Problems {
  return {
    ...(username.trim() === '' && { username: '请填写用户名' }),
    ...(password === '' && { password: '请填写密码' }),
    ...(!/^\d{6}$/.test(totp) && { totp: '动态码是6位数字，请看手机上的验证器' }),
  };
}

/** 员工登录: name, password and the six digits of the authenticator. */
export function LoginPage() {
  useTitle('员工登录');
  const session = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [values, setValues] = useState<Credentials>({ username: '', password: '', totp: '' });
  const [problems, setProblems] = useState<Problems>({});
  const totpInput = useRef<InputRef>(null);
  const next = safeNext(search.get('next'));

  const login = useMutation({
    mutationFn: (body: Credentials) => call('POST /staff-sessions', { body }),
    onSuccess: (staff) => {
      client.setQueryData(sessionKey, staff);
      void navigate(next ?? homeOf(staff), { replace: true });
    },
    onError: (error) => {
      // A code is good for one attempt; the next one is typed into an empty field.
      setValues((entered) => ({ ...entered, totp: '' }));
      totpInput.current?.focus();
      if (error instanceof ApiError) setProblems(Object.fromEntries(error.fields.map((at) => [at.field, at.message])));
    },
  });

  if (session.data && !login.isSuccess) return <Navigate to={next ?? homeOf(session.data)} replace />;

  const enter = (name: keyof Credentials) => ({
    value: values[name],
    onChange: (event: { target: { value: string } }) => {
      const text = name === 'totp' ? event.target.value.normalize('NFKC').replace(/\D/g, '') : event.target.value;
      setValues((entered) => ({ ...entered, [name]: text }));
      setProblems((found) => ({ ...found, [name]: undefined }));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = problemsOf(values);
    setProblems(found);
    if (Object.keys(found).length === 0) login.mutate({ ...values, username: values.username.trim() });
  };

  return (
    <div className={styles.page}>
      <section className={styles.story}>
        <p className={styles.brand}>
          <BrandMark size={44} />
          甬车
        </p>
        <h1>二手车交易影像核对</h1>
        <p className={styles.lead}>每一笔过户，先看人、看证、看车。</p>
        <ol className={styles.steps}>
          <li>代理人凭代理证在手机上拍照上传</li>
          <li>市场柜台对照原件，逐张核对</li>
          <li>核对完成，出具凭证，再办过户</li>
        </ol>
        <p className={styles.owner}>宁波市二手车流通协会</p>
      </section>
      <section className={styles.entry}>
        <form className={styles.form} onSubmit={submit} noValidate aria-labelledby="login-title">
          <h2 id="login-title">员工登录</h2>
          <p className={styles.hint}>市场操作员、协会与管理公司员工使用本人账号登录。</p>
          {login.isError && <AlertLine tone="bad">{sentenceOf(login.error)}</AlertLine>}
          <Field label="用户名" error={problems.username}>
            <Input size="large" autoFocus autoComplete="username" spellCheck={false} maxLength={50} {...enter('username')} />
          </Field>
          <Field label="密码" error={problems.password}>
            <Input.Password size="large" autoComplete="current-password" maxLength={200} {...enter('password')} />
          </Field>
          <Field label="动态码" error={problems.totp} hint="手机验证器上显示的6位数字，每30秒更换">
            <Input
              ref={totpInput}
              className={styles.totp}
              size="large"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              {...enter('totp')}
            />
          </Field>
          <Button type="primary" size="large" htmlType="submit" block loading={login.isPending}>
            登录
          </Button>
          <p className={styles.hint}>忘记密码或更换手机，请联系协会秘书处。账号仅限本人使用。</p>
        </form>
      </section>
    </div>
  );
}
