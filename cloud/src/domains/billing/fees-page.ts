import type Koa from 'koa';
import { ballots } from '@yongche/contract';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import { yuan } from '../../yuan';
import { escape } from '../evidence/public-page';
import { type PublicFee, publicFees } from './public-fees';

/** 收费公示页: `GET /fees`, for anybody, on phone and desktop: what is charged, by whom, for what, and by which resolution. */
export function feesPage({ db, clock }: Deps): Koa.Middleware {
  return async (koa, next) => {
    if (koa.path !== '/fees' || koa.method !== 'GET') return next();
    const { items, at } = await publicFees(db.manager, clock.now());
    koa.set('Cache-Control', 'public, max-age=60');
    koa.type = 'html';
    koa.body = pageOf(items, dayInShanghai(at));
  };
}

function pageOf(fees: PublicFee[], today: string): string {
  const cards = fees.map(cardOf).join('\n') || '<section class="card none"><p>目前没有向市场或会员收取的费用。</p></section>';
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>收费公示 · 甬车</title>
<style>${style}</style></head>
<body><div class="top"><header><b>甬车</b>宁波市二手车流通协会</header><h1>收费公示</h1>
<p>这里列出现行和已经通过、将要施行的收费项目，以及各自依据的会员大会决议。价格以本页公布的为准，未经决议和公布的，不收取。</p></div>
<main>${cards}</main>
<footer><p>是否缴费不影响系统办理交易；欠缴服务费的，按服务合同协商处理。</p><p>对收费有疑问或认为收费与公示不符，请向协会秘书处反映。</p><p>内容截至${dayInWords(today)}，随决议和公布自动更新。</p></footer></body></html>`;
}

function cardOf({ title, version, inForce, from, payee, nature, service, costBasis, prices, adoption }: PublicFee): string {
  const since = from.length === 4 ? `${from}年度起` : `${dayInWords(from)}起`;
  const rows: [label: string, value: string][] = [
    ['收费性质', nature],
    ['服务内容', service],
    ...(costBasis ? [['成本依据', costBasis] as [string, string]] : []),
    ['收款单位', payee],
    ...(adoption
      ? ([
          ['决议', `${adoption.meeting}（${dayInWords(adoption.heldOn)}）${adoption.resolutionNumber}`],
          ['表决', `${ballots[adoption.ballot]}：赞成${adoption.inFavour}票，反对${adoption.against}票，弃权${adoption.abstained}票`],
          ['公布', `${dayInWords(adoption.publishedOn)}，${adoption.publishedWhere}`],
        ] as [string, string][])
      : []),
  ];
  return `<section class="card"><div class="head"><h2>${escape(title)}</h2><span class="${inForce ? 'now' : 'later'}">${inForce ? '现行' : '将要施行'}</span></div>
<p class="since">${since}${inForce ? '施行' : '施行，目前尚未收取'} · 版本${escape(version)}</p>
<ul>${prices.map(priceOf).join('')}</ul>
<dl>${rows.map(([label, value]) => `<div><dt>${label}</dt><dd>${escape(value)}</dd></div>`).join('')}</dl></section>`;
}

function priceOf({ label, fen, unit }: PublicFee['prices'][number]): string {
  return `<li><span>${escape(label)}</span><strong>${yuan(fen).replace(/元$/, '')}<small>元/${escape(unit)}</small></strong></li>`;
}

/** 2026-01-31 as 2026年1月31日. */
function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

const style = `
*{box-sizing:border-box}body{margin:0;background:#f2f6f5;color:#10312f;font:17px/1.65 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
.top{background:#0b5c57;color:#fff;padding:24px max(20px,calc((100% - 1040px)/2)) 84px}
header{font-size:15px;color:#c4dedb}header b{color:#fff;font-size:18px;margin-right:8px}
h1{font-size:32px;line-height:1.3;margin:18px 0 8px}.top p{margin:0;max-width:44em;color:#dcecea}
main{max-width:1080px;margin:-60px auto 0;padding:0 20px;display:grid;gap:20px;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));align-items:start}
.card{background:#fff;border-radius:16px;padding:26px 26px 14px;box-shadow:0 1px 2px #10312f14,0 8px 24px #10312f0d}.none{padding-bottom:26px}.none p{margin:0}
.head{display:flex;align-items:flex-start;justify-content:space-between;gap:12px}
h2{font-size:21px;line-height:1.4;margin:0}
.head span{flex:none;font-size:14px;line-height:1;padding:7px 12px;border-radius:99px;font-weight:600}
.now{background:#dff2ea;color:#0a6b50}.later{background:#fdf0d5;color:#7a5200}
.since{margin:4px 0 0;color:#5d7674;font-size:15px}
ul{list-style:none;margin:18px 0 6px;padding:0;border-radius:12px;background:#f1f7f6;overflow:hidden}
li{display:flex;justify-content:space-between;align-items:baseline;gap:16px;padding:13px 18px}li+li{border-top:1px solid #dfeae8}
li span{color:#27504d}strong{flex:none;font-size:24px;line-height:1.2;font-variant-numeric:tabular-nums;color:#0b5c57}small{font-size:15px;font-weight:400;color:#5d7674;margin-left:3px}
dl{margin:0}dl div{display:grid;grid-template-columns:5em 1fr;gap:12px;padding:11px 0;border-bottom:1px solid #e8efee}dl div:last-child{border:0}
dt{color:#5d7674;font-size:15px;line-height:1.85}dd{margin:0;overflow-wrap:anywhere}
footer{max-width:1080px;margin:28px auto 0;padding:0 20px 48px;color:#5d7674;font-size:15px}footer p{margin:0 0 4px}
@media(max-width:520px){.card{padding:22px 18px 8px}h1{font-size:27px}li{padding:12px 14px}dl div{grid-template-columns:1fr;gap:0}}
`;
