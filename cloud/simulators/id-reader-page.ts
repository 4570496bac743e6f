/** The desk of a local run: buttons in place of the hand that lays a card on the reader. `people` are made up. */
export function readerPage(people: { name: string; idNumber: string }[]): string {
  const cards = people.map(({ name, idNumber }, at) => `<button class="card" data-hand='{"lay":${at}}'><b>${name}</b><span>${idNumber}</span></button>`).join('\n');
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>身份证读卡器（模拟）</title>
<style>
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; background: #f5f6f8; color: #1f2329; font: 16px/1.6 -apple-system, 'PingFang SC', 'Noto Sans CJK SC', sans-serif; }
  main { max-width: 520px; margin: 0 auto; padding: 24px 20px; }
  h1 { font-size: 22px; margin: 0 0 4px; }
  p { margin: 0 0 16px; color: #646a73; }
  code { user-select: all; background: #fff; border: 1px solid #c9cdd4; border-radius: 4px; padding: 0 6px; color: #1f2329; }
  button { display: block; width: 100%; min-height: 48px; margin: 12px 0 0; padding: 8px 16px; border: 1px solid #c9cdd4; border-radius: 8px; background: #fff; color: inherit; font: inherit; text-align: left; cursor: pointer; }
  button.card { border-left: 6px solid #1f6f5c; }
  button span { float: right; color: #646a73; font-variant-numeric: tabular-nums; }
  #said { min-height: 1.6em; margin-top: 16px; color: #1f2329; }
</style>
</head>
<body>
<main>
<h1>身份证读卡器（模拟）</h1>
<p>在采集台打开读卡器，本机地址填 <code id="address"></code>，再回到这里“放上”一张虚构的身份证。</p>
${cards}
<button data-hand='{"takeAway":true}'>拿走卡片</button>
<button data-hand='{"fail":"card_unreadable"}'>读卡失败</button>
<p id="said" role="status"></p>
</main>
<script>
  document.getElementById('address').textContent = location.origin;
  for (const button of document.querySelectorAll('[data-hand]')) {
    button.onclick = async () => {
      const answer = await fetch('/simulator/hand', { method: 'POST', body: button.dataset.hand });
      const { lines } = await answer.json();
      document.getElementById('said').textContent = lines > 0 ? '已送到采集台。' : '没有采集台连着读卡器：请先在采集台打开读卡器。';
    };
  }
</script>
</body>
</html>`;
}
