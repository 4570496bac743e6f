import type Koa from 'koa';
import type { Deps } from '../../deps';
import { latestCheckpoints, originOf, presentCheckpoint, verifierKey } from './checkpoints';
import { escape, framed } from './public-page';

const shown = 30;

/** The only script of our public pages: puts a text into the clipboard, or selects it where the browser does not allow that. */
const copyScript = `for (const button of document.querySelectorAll('button[data-copies]')) {
  const text = document.getElementById(button.dataset.copies);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = '已复制';
    } catch {
      getSelection().selectAllChildren(text);
      button.textContent = '请按复制键';
    }
  });
}
`;

/** 存证公示: `GET /evidence` for everybody, with the latest checkpoint to keep, the key, and how to verify a package. */
export function evidencePage({ db, keys, publicUrl }: Pick<Deps, 'db' | 'keys' | 'publicUrl'>): Koa.Middleware {
  return async (koa, next) => {
    if (koa.method !== 'GET' || (koa.path !== '/evidence' && koa.path !== '/evidence/copy.js')) return next();
    if (koa.path === '/evidence/copy.js') {
      koa.type = 'text/javascript';
      koa.body = copyScript;
      return;
    }
    const origin = await originOf(db.manager, publicUrl);
    const checkpoints = (await latestCheckpoints(db.manager, shown)).map(presentCheckpoint);
    koa.set('Cache-Control', 'no-store');
    koa.type = 'html';
    koa.body = framed('存证公示', contentOf(verifierKey(keys, origin), checkpoints));
  };
}

type Checkpoint = ReturnType<typeof presentCheckpoint>;

const moment = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' });

function contentOf(key: string, checkpoints: Checkpoint[]): string {
  const [latest] = checkpoints;
  return `<style>
.paper{background:#fff;border-radius:16px;padding:20px 24px;margin-top:16px}.paper h2{font-size:18px;margin:0 0 8px}
pre{margin:12px 0;padding:12px;background:#f2f6f5;border-radius:10px;font:13px/1.6 ui-monospace,Consolas,monospace;white-space:pre-wrap;word-break:break-all}
.paper button{margin-top:0;background:#fff;color:#0b5c57;border:1px solid #0b5c57}
ol{margin:0;padding-left:22px;color:#3c5553}table{width:100%;border-collapse:collapse;font-size:14px}td,th{padding:8px 0;border-bottom:1px solid #e4edeb;text-align:left}
</style>
<section class="verdict"><h1>存证公示</h1><p>每笔核对完成的二手车交易都写入一本只能增加、不能改写的存证日志。协会每天对日志签名，签名后的“检查点”在这里公布，并发给会员。谁保存了检查点，谁就能证明日志后来没有被改动。</p></section>
${latest ? latestOf(latest) : '<section class="paper"><p>还没有检查点。第一笔交易核对完成后，这里会公布。</p></section>'}
<section class="paper"><h2>验证公钥</h2><p>验证证据包时用它核对签名。请从本页或会员通知取得，不要从证据包里取。</p><pre id="key">${escape(key)}</pre><button data-copies="key">复制公钥</button></section>
<section class="paper"><h2>怎样验证一份证据包</h2><ol><li>安装 Node.js 20 或更新的版本。</li><li>运行 <code>npx yongche-verify 证据包.zip --key "公钥"</code>，不需要网络，也不需要协会的服务器。</li><li>保存过检查点的，可以加上 <code>--checkpoint 文件</code>，与您自己的那一份对照。</li></ol></section>
${checkpoints.length > 0 ? historyOf(checkpoints) : ''}
<script src="/evidence/copy.js"></script>`;
}

function latestOf({ at, size, note, timestamp }: Checkpoint): string {
  const stamped = timestamp ? `${moment.format(timestamp.at)}，${escape(timestamp.authority)}` : '尚无';
  return `<section class="paper"><h2>最新检查点</h2><dl style="padding:0;margin:0"><div><dt>签发时间</dt><dd>${moment.format(at)}</dd></div><div><dt>已存证的交易</dt><dd>${size} 笔</dd></div><div><dt>可信时间戳</dt><dd>${stamped}</dd></div></dl>
<pre id="note">${escape(note)}</pre><button data-copies="note">复制检查点</button></section>`;
}

function historyOf(checkpoints: Checkpoint[]): string {
  const rows = checkpoints.map(({ at, size, root, timestamp }) => `<tr><td>${moment.format(at)}</td><td>${size}</td><td>${escape(root.slice(0, 12))}…</td><td>${timestamp ? '有' : '—'}</td></tr>`);
  return `<section class="paper"><h2>最近的检查点</h2><table><tr><th>签发时间</th><th>笔数</th><th>根哈希</th><th>时间戳</th></tr>${rows.join('')}</table></section>`;
}
