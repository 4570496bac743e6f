import { staffRoles } from '@yongche/contract';
import { escaped, framed } from './page-frame';
import type { LocalSettings } from './settings';
import { currentCode, type DemoLogin } from './summary';

const doors = [
  { href: '/m/', title: '小程序预览', text: '代理人登录、实人核验、领电子代理证、建交易、拍照、提交。可选微信或支付宝。', go: '打开小程序' },
  { href: '/admin/', title: '管理端', text: '市场柜台逐张核对影像，核对完成或退回补拍；协会查询每一笔交易的经过。', go: '打开管理端' },
  { href: '/api/openapi.json', title: '接口文档', text: 'OpenAPI 3.1，由代码中的同一份约定生成。', go: '查看接口' },
];

const steps = ['代理人实人核验，电子代理证生效', '手机逐张拍照，直传存储', '市场柜台核对，有问题的退回补拍', '核对完成，生成可公开查验的核对凭证'];

/** `GET /`: what this is, where to go, and how to get in. */
export function startPage(logins: readonly DemoLogin[], { alipay, wechat, wechatPay, oss, wecom, dingtalk }: LocalSettings['simulators'], idReader?: string): string {
  const simulated = [alipay && '支付宝', wechat && '微信', wechatPay && '微信支付', oss && '图片存储', wecom && '企业微信', dingtalk && '钉钉'].filter(Boolean).join('、');
  const groups = Object.entries({ 企业微信群: wecom, 钉钉群: dingtalk }).flatMap(([name, address]) => (address ? [`<a href="${escaped(address)}/" target="_blank" rel="noreferrer">模拟的${name}</a>`] : []));
  const standIns = simulated ? `${simulated}由本机模拟服务代替，` : '';
  return framed(
    '甬车 · 二手车交易影像核对',
    'start',
    `<header class="hero">
<div class="width">
<p class="brand"><img src="/local/icon.svg" alt="" width="44" height="44"><span>甬车</span></p>
<h1>每一笔二手车交易，先看清，再过户</h1>
<p class="lead">为宁波市二手车流通协会而做：代理证管理与交易影像核对。代理人用手机拍下证件和车辆，市场柜台核对无误，车辆才能过户。</p>
<ol class="steps">${steps.map((step) => `<li>${step}</li>`).join('')}</ol>
</div>
</header>
<main class="width">
<section class="doors" aria-label="入口">
${doors.map(({ href, title, text, go }) => `<a class="door" href="${href}"><h2>${title}</h2><p>${text}</p><span class="go">${go}</span></a>`).join('\n')}
</section>
<section class="logins">
<div class="title"><h2>演示账号</h2><p>登录管理端用。动态码每 30 秒更换：<span class="countdown" id="countdown">–</span></p></div>
<div class="scroll"><table>
<thead><tr><th>角色</th><th>用户名</th><th>密码</th><th>动态码</th></tr></thead>
<tbody>
${logins.map(row).join('\n')}
</tbody>
</table></div>
<p class="hint">点一下即可复制。代理人的演示姓名和身份证号在<a href="/m/">小程序预览</a>页上。${idReader ? `采集台可以用<a href="${escaped(idReader)}/" target="_blank" rel="noreferrer">模拟的身份证读卡器</a>。` : ''}${groups.length > 0 ? `月度通报发出后，可以打开${groups.join('、')}看收到的消息，机器人的密钥也在那里。` : ''}</p>
</section>
<p class="notice">这是本机演示环境：人员、公司、证件均为虚构，${standIns}数据保存在项目的 .yongche 文件夹中。请不要录入真实个人信息。</p>
</main>`,
  );
}

function row({ role, username, password, totpSecret, market }: DemoLogin): string {
  const title = staffRoles[role as keyof typeof staffRoles] ?? role;
  const place = market ? `<small>${escaped(market)}</small>` : '';
  const copy = (text: string, more = '') => `<td><button type="button" class="copy" data-copy="${escaped(text)}"${more}>${escaped(text)}</button></td>`;
  const code = currentCode(totpSecret).code;
  return `<tr><th scope="row">${escaped(title)}${place}</th>${copy(username)}${copy(password)}${copy(code, ` data-user="${escaped(username)}"`)}</tr>`;
}
