/** What a public check says. */
export interface Verdict {
  tone: 'good' | 'bad' | 'neutral';
  title: string;
  sentence: string;
  rows: [label: string, value: string][];
}

const tones = { good: { colour: '#0b7a5b', mark: '✓' }, bad: { colour: '#b42318', mark: '!' }, neutral: { colour: '#8a6100', mark: '…' } };

export const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** One self-contained page for any phone: no script, nothing loaded from elsewhere. */
export function page({ tone, title, sentence, rows }: Verdict): string {
  const { colour, mark } = tones[tone];
  const list = rows.map(([label, value]) => `<div><dt>${escape(label)}</dt><dd>${escape(value)}</dd></div>`).join('');
  return framed(
    title,
    `<section class="verdict" style="border-top-color:${colour}"><div class="mark" style="background:${colour}" aria-hidden="true">${mark}</div><h1 style="color:${colour}">${escape(title)}</h1><p>${escape(sentence)}</p></section>
<dl>${list}</dl><p class="again"><a href="/check">查验另一张代理证</a></p>`,
  );
}

/** 按号查验: the form for who has no code to scan. */
export function checkForm(): string {
  return framed(
    '代理证查验',
    `<form class="verdict" method="get" action="/check"><h1>代理证查验</h1><p>扫不了二维码时，请输入代理证上的证号和查验码。</p>
<label>代理证号<input name="number" placeholder="例如 甬代20260001" maxlength="20" required autocomplete="off"></label>
<label>查验码<input name="code" placeholder="8位字母和数字" maxlength="12" required autocomplete="off" autocapitalize="characters"></label>
<button>查验</button></form>`,
  );
}

/** The page around what it says, in the style of all our public pages. */
export function framed(title: string, content: string): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · 甬车</title>
<style>
body{margin:0;background:#f2f6f5;color:#10312f;font:17px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
main{max-width:480px;margin:0 auto;padding:24px 16px 48px}
header{color:#5d7674;font-size:15px;margin-bottom:16px}header b{color:#0b5c57;font-size:18px;margin-right:8px}
.verdict{background:#fff;border-radius:16px;padding:28px 24px;text-align:center;border-top:6px solid #0b5c57}
.mark{width:72px;height:72px;line-height:72px;margin:0 auto 12px;border-radius:50%;color:#fff;font-size:40px;font-weight:700}
h1{font-size:24px;margin:0 0 8px}p{margin:0;color:#3c5553}
label{display:block;text-align:left;margin-top:16px;color:#3c5553}
input{display:block;box-sizing:border-box;width:100%;margin-top:6px;padding:12px 14px;font:inherit;border:1px solid #b9cbc8;border-radius:10px}
button{width:100%;margin-top:20px;padding:14px;font:inherit;font-weight:600;color:#fff;background:#0b5c57;border:0;border-radius:10px}
dl{background:#fff;border-radius:16px;margin:16px 0 0;padding:8px 24px}dl:empty{display:none}
dl div{padding:12px 0;border-bottom:1px solid #e4edeb}dl div:last-child{border:0}
dt{color:#5d7674;font-size:15px}dd{margin:2px 0 0;font-weight:600;word-break:break-all}
.again{margin-top:16px;text-align:center}.again a{color:#0b5c57}
footer{margin-top:20px;color:#5d7674;font-size:14px}
</style></head>
<body><main><header><b>甬车</b>宁波市二手车流通协会 · 公众查验</header>
${content}
<footer>本页只显示查验所需内容，不含当事人信息。</footer></main></body></html>`;
}
