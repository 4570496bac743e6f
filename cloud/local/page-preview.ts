import { escaped, framed } from './page-frame';
import type { LocalSettings } from './settings';

/** An agent of the demo city whom a visitor may play. */
export interface DemoPersona {
  /** The name under which the simulated host knows the person. */
  user: string;
  label: string;
  name: string;
  idNumber: string;
}

/** `GET /m/`: the mini-program in a phone's frame; host and person are chosen beside it. */
export function previewPage(personas: readonly DemoPersona[], simulators: LocalSettings['simulators']): string {
  const hosts = [
    { value: 'wechat', title: '微信', real: !simulators.wechat },
    { value: 'alipay', title: '支付宝', real: !simulators.alipay },
  ];
  return framed(
    '小程序预览 · 甬车',
    'preview',
    `<div class="stage">
<details class="panel" open>
<summary><img src="/local/icon.svg" alt="" width="24" height="24"><b>小程序预览</b><span id="now"></span></summary>
<div class="controls">
<fieldset><legend>在哪个应用里打开</legend><div class="hosts">
${hosts.map(({ value, title, real }) => `<label><input type="radio" name="host" value="${value}"${real ? ' disabled' : ''}><span>${title}${real ? '（已接真实服务，请用真机）' : ''}</span></label>`).join('\n')}
</div></fieldset>
<label class="field"><span>扮演哪位代理人</span><select id="user">
${personas.map(option).join('\n')}
</select></label>
<dl class="identity">
<div><dt>姓名</dt><dd><button type="button" class="copy" id="name"></button></dd></div>
<div><dt>身份证号</dt><dd><button type="button" class="copy" id="idNumber"></button></dd></div>
</dl>
<p class="hint">实人核验时要填写姓名和身份证号：点一下复制，再粘贴到手机里。人物均为虚构。</p>
<p class="buttons"><button type="button" id="reload">重新载入</button><a id="alone" target="_blank" rel="noopener">单独打开</a></p>
<p class="links"><a href="/">开始页</a><a href="/admin/" target="_blank" rel="noopener">管理端</a></p>
</div>
</details>
<div class="device"><div class="bezel"><div class="island"></div><iframe id="app" title="甬车小程序" allow="camera; clipboard-write; fullscreen"></iframe></div></div>
</div>`,
  );
}

function option({ user, label, name, idNumber }: DemoPersona): string {
  return `<option value="${escaped(user)}" data-name="${escaped(name)}" data-id="${escaped(idNumber)}">${escaped(name)}：${escaped(label)}</option>`;
}
