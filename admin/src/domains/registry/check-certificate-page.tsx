import { useQuery } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { AlertLine } from '../../components/alert-line';
import { secondOf } from '../../components/moments';
import { useTitle } from '../../components/use-title';
import { cameraObstacle, CheckCamera } from './check-camera';
import styles from './check-certificate-page.module.css';
import { lastDayWithoutNetwork } from './check-keys';
import { type CertificateCheck, useCertificateCheck } from './use-certificate-check';
import { canCheckSignatures, tokenIn } from './check-token';
import { clockSentence, verdictOf } from './check-verdict';

/** 代理证查验: scan the code on an agent's phone; the answer stands even where the line is down. */
export default function CheckCertificatePage() {
  useTitle('代理证查验');
  const { check, scan, keys, isOffline, clockBehind } = useCertificateCheck();
  const support = useQuery({ queryKey: ['can-check-signatures'], queryFn: canCheckSignatures, staleTime: Infinity });
  const [entry, setEntry] = useState('');
  const [isCameraOpen, setCameraOpen] = useState(false);
  const input = useRef<InputRef>(null);
  const lastSeen = useRef('');
  const obstacle = cameraObstacle();
  const clockProblem = clockSentence(clockBehind);

  const run = (text: string) => {
    setEntry('');
    lastSeen.current = text;
    void scan(text);
    input.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (entry.trim() !== '') run(entry);
  };
  useEffect(() => {
    const back = () => input.current?.focus();
    window.addEventListener('focus', back);
    return () => window.removeEventListener('focus', back);
  }, []);
  return (
    <div className={`page ${styles.page}`}>
      <h1>代理证查验</h1>
      <form className={`card ${styles.scan}`} role="search" onSubmit={submit}>
        <Input
          ref={input}
          size="large"
          autoFocus
          allowClear
          spellCheck={false}
          autoComplete="off"
          aria-label="扫描代理证二维码"
          placeholder="用扫码枪扫描代理人手机上的代理证二维码"
          value={entry}
          onChange={({ target: { value } }) => (tokenIn(value) ? run(value) : setEntry(value))}
        />
        <Button size="large" type="primary" htmlType="submit">
          查验
        </Button>
        {!obstacle && !isCameraOpen && (
          <Button size="large" onClick={() => setCameraOpen(true)}>
            用摄像头扫
          </Button>
        )}
        <p className={styles.hint}>
          光标在框内时直接扫码即可，不用按键；也可以粘贴二维码里的网址。{obstacle}
        </p>
      </form>
      {isCameraOpen && (
        <CheckCamera onCode={(text) => text !== lastSeen.current && run(text)} onClose={() => setCameraOpen(false)} />
      )}
      {clockProblem && <AlertLine tone="warn">{clockProblem}</AlertLine>}
      {check ? <Result key={check.at} check={check} /> : <p className={`card ${styles.waiting}`}>等待扫码</p>}
      <Readiness lastDay={lastDayWithoutNetwork(keys, Date.now() + clockBehind)} isOffline={isOffline || (check?.asked !== undefined && 'failure' in check.asked)} isSupported={support.data !== false} />
    </div>
  );
}

/** After this a green field says nothing of whoever stands at the counter now. */
const freshForMs = 60_000;

function Result({ check }: { check: CertificateCheck }) {
  const { tone, title, sentence, facts, sources } = verdictOf(check.reading, check.asked);
  const [isOld, setOld] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOld(true), freshForMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <section className={styles.result} data-tone={isOld ? 'old' : tone} role="status" aria-live="assertive">
      <p className={styles.verdict}>{title}</p>
      <p className={styles.sentence}>{isOld ? '这是一分钟前的结果，请重新扫码。' : sentence}</p>
      {facts.length > 0 && (
        <dl className={styles.facts}>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <ul className={styles.sources}>
        {sources.map((source) => (
          <li key={source.text} data-tone={source.tone}>
            {source.text}
          </li>
        ))}
        <li>查验时间 {secondOf(new Date(check.at))}</li>
      </ul>
    </section>
  );
}

interface ReadinessProps {
  lastDay: string | undefined;
  isOffline: boolean;
  isSupported: boolean;
}

/** What this computer could do if the line failed now. */
function Readiness({ lastDay, isOffline, isSupported }: ReadinessProps) {
  if (!isSupported) {
    return <AlertLine tone="warn">这个浏览器不能离线核验，断网时无法查验。请升级浏览器（Chrome、Edge 137 以上），并用 https 地址打开本系统。</AlertLine>;
  }
  if (!lastDay) {
    return <AlertLine tone="warn">本机没有本月的公钥，断网时不能查验。{isOffline ? '现在连不上服务器，系统正在自动重试。' : ''}</AlertLine>;
  }
  return (
    <p className={styles.readiness} data-offline={isOffline}>
      {isOffline ? '没有连上服务器：只核验签名，不核对在册状态。' : '网络正常：签名与在册状态都会核验。'}断网时可核验到 {lastDay}，请保持本页打开。
    </p>
  );
}
