import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendHtml, sendJson } from '../local-server';
import type { BookedOrder } from './order-book';

/** What a person may do on the payment page; all but `pay` leave the order as it is. */
export type PayOutcome = 'pay' | 'cancel' | 'fail' | 'walk_away';

/** How the page of one pay service looks and speaks. */
export interface Cashier {
  title: string;
  colour: string;
  /** The parameter of the page's address that names the order. */
  parameter: string;
  /** Told to the mini-program's preview: `{ source, resultCode }`. */
  source: string;
  codes: Record<Exclude<PayOutcome, 'walk_away'>, string>;
  merchantName(merchantId: string): string;
  find(prepayId: string): BookedOrder | undefined;
  /** False where the order is not to be paid any more. */
  decide(order: BookedOrder, outcome: PayOutcome): boolean;
}

/** `GET /cashier?…`: the page in place of the app's own. `POST /cashier {"prepayId","outcome"}`: what its buttons send. */
export async function answerCashier(cashier: Cashier, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  if (request.method !== 'POST') {
    const order = cashier.find(url.searchParams.get(cashier.parameter) ?? '');
    return sendHtml(response, order ? 200 : 404, order ? payPage(cashier, order) : framed(cashier, '<h1>没有这张订单</h1><p>请回到小程序重新发起支付。</p>'));
  }
  const { prepayId, outcome } = JSON.parse((await readBody(request, 1000)).toString()) as Record<string, unknown>;
  const order = cashier.find(String(prepayId));
  const known = outcome === 'pay' || outcome === 'cancel' || outcome === 'fail' || outcome === 'walk_away';
  if (!order || !known) return sendJson(response, 404, { done: false });
  sendJson(response, 200, { done: cashier.decide(order, outcome), state: order.state });
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
const yuan = (fen: number) => `${Math.floor(fen / 100).toLocaleString('en-US')}.${String(fen % 100).padStart(2, '0')}`;

function payPage(cashier: Cashier, order: BookedOrder): string {
  if (order.state === 'paid') return framed(cashier, `${mark('✓')}<h1>这张订单已经支付</h1>${receipt(cashier, order)}${leave('pay')}`);
  if (order.state === 'closed') return framed(cashier, `${mark('!', 'off')}<h1>订单已关闭，不能支付</h1>${receipt(cashier, order)}${leave('fail')}`);
  return framed(
    cashier,
    `<section id="ask">
  <p class="to">付款给 ${escapeHtml(cashier.merchantName(order.merchantId))}</p>
  <p class="amount"><small>¥</small>${yuan(order.fen)}</p>
  ${receipt(cashier, order)}
  <p class="hint">真实环境中，这里由${escapeHtml(cashier.title)}打开付款页面。请选择这次付款的结果：</p>
  <button class="main" data-outcome="pay">支付 ¥${yuan(order.fen)}</button>
  <div class="pair"><button data-outcome="cancel">取消</button><button data-outcome="fail">支付失败</button></div>
  <button class="link" data-outcome="walk_away">离开</button>
  <p id="problem" role="alert"></p>
</section>
<section id="done" hidden tabindex="-1">
  <div class="mark" id="mark" aria-hidden="true"></div>
  <h1 id="result"></h1>
  <p id="then"></p>
  <button class="main" id="back">返回小程序</button>
</section>
<script>
  const prepayId = ${JSON.stringify(order.prepayId)};
  const results = {
    pay: ['✓', '支付成功', '¥${yuan(order.fen)} 已付给商户。', true],
    cancel: ['!', '已取消', '没有扣款，可以稍后再付。', false],
    fail: ['×', '支付失败', '余额不足，没有扣款。可以换一种付款方式再试。', true],
    walk_away: ['…', '您离开了付款页面', '没有扣款，小程序也没有收到付款结果。', true],
  };
  for (const button of document.querySelectorAll('[data-outcome]')) button.onclick = async () => {
    const { outcome } = button.dataset;
    const answer = await fetch('/cashier', { method: 'POST', body: JSON.stringify({ prepayId, outcome }) }).then((got) => got.json(), () => null);
    if (!answer || !answer.done) {
      document.getElementById('problem').textContent = answer ? '订单已关闭，不能支付。请返回小程序重新发起。' : '没有连上支付服务，请重试。';
      return;
    }
    const [sign, title, text, stays] = results[outcome];
    const code = codes[outcome] || codes.cancel;
    if (!stays) return report(code);
    document.getElementById('mark').textContent = sign;
    document.getElementById('mark').classList.toggle('off', outcome !== 'pay');
    document.getElementById('result').textContent = title;
    document.getElementById('then').textContent = text;
    document.getElementById('ask').hidden = true;
    const done = document.getElementById('done');
    done.hidden = false;
    done.focus();
    document.getElementById('back').onclick = () => report(code);
    if (outcome === 'pay') setTimeout(() => report(code), 1500);
  };
</script>`,
  );
}

const mark = (sign: string, kind = '') => `<div class="mark ${kind}" aria-hidden="true">${sign}</div>`;
const leave = (outcome: 'pay' | 'fail') => `<button class="main" onclick="report(codes.${outcome})">返回小程序</button>`;

function receipt(cashier: Cashier, { subject, number, merchantId, fen }: BookedOrder): string {
  const rows = [['商品', subject], ['商户', cashier.merchantName(merchantId)], ['商户订单号', number], ['金额', `¥${yuan(fen)}`]];
  return `<dl>${rows.map(([term, value]) => `<div><dt>${term}</dt><dd>${escapeHtml(value!)}</dd></div>`).join('')}</dl>`;
}

const framed = ({ title, colour, source, codes }: Cashier, content: string) => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${escapeHtml(title)}（模拟）</title>
<style>
  * { box-sizing: border-box; }
  [hidden] { display: none !important; }
  body { margin: 0; min-height: 100vh; background: #f5f6f8; color: #1f2329; font: 16px/1.6 -apple-system, 'PingFang SC', 'Noto Sans CJK SC', sans-serif; }
  header { background: ${colour}; color: #fff; padding: 14px 20px; display: flex; justify-content: space-between; align-items: center; }
  header b { font-weight: 600; }
  header span { background: #fff; color: #d4380d; border-radius: 4px; padding: 0 8px; font-size: 14px; font-weight: 600; }
  main { max-width: 420px; margin: 0 auto; padding: 20px; text-align: center; }
  h1 { font-size: 22px; margin: 12px 0 4px; overflow-wrap: anywhere; }
  p { margin: 8px 0; color: #646a73; text-wrap: balance; }
  .to { margin-top: 12px; color: #1f2329; }
  .amount { margin: 0 0 16px; color: #1f2329; font-size: 44px; line-height: 1.3; font-weight: 600; font-variant-numeric: tabular-nums; }
  .amount small { font-size: 26px; margin-right: 4px; }
  .hint { font-size: 14px; }
  dl { margin: 16px 0; padding: 4px 16px; background: #fff; border-radius: 12px; text-align: left; font-size: 15px; }
  dl div { display: flex; gap: 16px; padding: 10px 0; }
  dl div + div { border-top: 1px solid #eceef1; }
  dt { flex: none; color: #646a73; }
  dd { margin: 0; flex: 1; text-align: right; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
  .mark { width: 72px; height: 72px; margin: 32px auto 12px; border-radius: 50%; background: ${colour}; color: #fff; font-size: 38px; line-height: 72px; }
  .mark.off { background: #8f959e; }
  section:focus { outline: none; }
  button { display: block; width: 100%; min-height: 48px; margin: 12px 0 0; border: 1px solid #c9cdd4; border-radius: 8px; background: #fff; color: inherit; font: inherit; cursor: pointer; }
  button.main { background: ${colour}; border-color: ${colour}; color: #fff; font-weight: 600; }
  button.link { border: 0; background: none; color: #646a73; }
  button:focus-visible { outline: 3px solid #1f2329; outline-offset: 2px; }
  .pair { display: flex; gap: 12px; }
  #problem { color: #cf1322; min-height: 1.6em; }
</style>
<script>
  const codes = ${JSON.stringify(codes)};
  let reported = false;
  const report = (resultCode) => {
    if (reported) return;
    reported = true;
    const message = { source: ${JSON.stringify(source)}, resultCode };
    if (window.parent !== window) window.parent.postMessage(message, '*');
    if (window.opener) window.opener.postMessage(message, '*');
    window.close();
  };
</script>
</head>
<body>
<header><b>${escapeHtml(title)}</b><span>模拟</span></header>
<main>${content}</main>
</body>
</html>`;
