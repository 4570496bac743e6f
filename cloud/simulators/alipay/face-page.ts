import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendHtml, sendJson } from '../local-server';
import type { Certification, Certifications, Outcome } from './certifications';

/** `GET /face?certify_id=`: the page in place of Alipay's camera, where a person says how the check shall end. */
export function answerFacePage(certifications: Certifications, url: URL, response: ServerResponse) {
  const certification = certifications.find(url.searchParams.get('certify_id') ?? '');
  if (certification) sendHtml(response, 200, facePage(certification));
  else sendHtml(response, 404, page('<h1>核验已过期</h1><p>这次核验不存在或已超过30分钟。请回到小程序重新发起。</p>'));
}

/** `POST /face {"certifyId","outcome"}`: what the page's buttons send. */
export async function answerFaceOutcome(
  certifications: Certifications,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const { certifyId, outcome } = JSON.parse((await readBody(request, 1000)).toString()) as Record<string, unknown>;
  const known = outcome === 'pass' || outcome === 'fail' || outcome === 'cancel';
  const decided = known && certifications.decide(String(certifyId), outcome as Outcome);
  sendJson(response, decided ? 200 : 404, { outcome: decided ? decided.outcome : null });
}

const mask = ({ name, idNumber }: Certification) =>
  `${escapeHtml(name.slice(0, 1))}${'*'.repeat(Math.max(1, [...name].length - 1))}　${idNumber.slice(0, 3)}***********${idNumber.slice(-4)}`;

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const facePage = (certification: Certification) =>
  page(`
  <section id="ask">
    <h1>人脸核身</h1>
    <p class="who">${mask(certification)}</p>
    <div class="face" aria-hidden="true"><i></i></div>
    <p>真实环境中，这里由支付宝打开摄像头，请本人正对屏幕。<br>现在请选择这次核验的结果：</p>
    <button class="main" data-outcome="pass" data-status="9000">通过</button>
    <button data-outcome="fail" data-status="4000">不通过（不是本人）</button>
    <button data-outcome="cancel" data-status="6001">取消</button>
    <button class="link" data-outcome="" data-status="6001">离开不做</button>
    <p id="problem" role="alert"></p>
  </section>
  <section id="done" hidden>
    <h1 id="result"></h1>
    <p>可以返回小程序了。</p>
    <button class="main" id="back">返回小程序</button>
  </section>
  <script>
    const certifyId = ${JSON.stringify(certification.id)};
    const results = { pass: '核验通过', fail: '核验未通过', cancel: '已取消', '': '没有做核验' };
    const report = (resultStatus) => {
      const message = { source: 'alipay-simulator', resultStatus };
      if (window.parent !== window) window.parent.postMessage(message, '*');
      if (window.opener) window.opener.postMessage(message, '*');
    };
    for (const button of document.querySelectorAll('[data-outcome]')) {
      button.onclick = async () => {
        const { outcome, status } = button.dataset;
        if (outcome) {
          const answer = await fetch('/face', { method: 'POST', body: JSON.stringify({ certifyId, outcome }) }).catch(() => null);
          if (!answer || !answer.ok) {
            document.getElementById('problem').textContent = '没有记下结果，请重试；如已超过30分钟，请回到小程序重新发起。';
            return;
          }
        }
        document.getElementById('result').textContent = results[outcome];
        document.getElementById('ask').hidden = true;
        document.getElementById('done').hidden = false;
        document.getElementById('back').onclick = () => { report(status); window.close(); };
        if (outcome) report(status);
      };
    }
  </script>`);

const page = (content: string) => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>支付宝人脸核身（模拟）</title>
<style>
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; background: #f5f6f8; color: #1f2329; font: 16px/1.6 -apple-system, 'PingFang SC', 'Noto Sans CJK SC', sans-serif; }
  header { background: #1677ff; color: #fff; padding: 14px 20px; display: flex; justify-content: space-between; align-items: center; }
  header b { font-weight: 600; }
  header span { background: #fff; color: #d4380d; border-radius: 4px; padding: 0 8px; font-size: 14px; font-weight: 600; }
  main { max-width: 420px; margin: 0 auto; padding: 20px; text-align: center; }
  h1 { font-size: 22px; margin: 12px 0 4px; }
  .who { color: #646a73; margin: 0; }
  .face { width: 180px; height: 180px; margin: 20px auto; border-radius: 50%; border: 4px solid #1677ff; background: #e8f1ff; position: relative; overflow: hidden; }
  .face::before { content: ''; position: absolute; left: 62px; top: 40px; width: 48px; height: 56px; border-radius: 50%; background: #9cc3ff; }
  .face::after { content: ''; position: absolute; left: 36px; top: 108px; width: 100px; height: 90px; border-radius: 50px 50px 0 0; background: #9cc3ff; }
  .face i { position: absolute; z-index: 1; left: 0; right: 0; top: 0; height: 3px; background: #1677ff; opacity: .6; animation: scan 2.4s ease-in-out infinite alternate; }
  @keyframes scan { to { top: 170px; } }
  @media (prefers-reduced-motion: reduce) { .face i { animation: none; } }
  button { display: block; width: 100%; min-height: 48px; margin: 12px 0 0; border: 1px solid #c9cdd4; border-radius: 8px; background: #fff; color: inherit; font: inherit; cursor: pointer; }
  button.main { background: #1677ff; border-color: #1677ff; color: #fff; }
  button.link { border: 0; background: none; color: #646a73; }
  #problem { color: #cf1322; min-height: 1.6em; }
</style>
</head>
<body>
<header><b>支付宝 · 人脸核身</b><span>模拟</span></header>
<main>${content}</main>
</body>
</html>`;
