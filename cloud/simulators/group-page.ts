/** One message in a simulated group. */
export interface Said {
  at: Date;
  who: string;
  text?: string;
  /** PNG or JPEG, as a data address. */
  picture?: string;
}

const plain = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** What a person would see in the group, for whoever tries the system on one computer. */
export const groupPage = (title: string, hints: string[], messages: readonly Said[]): string => `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${plain(title)}</title>
<style>
body { margin: 0; background: #ededed; font: 16px/1.6 system-ui, sans-serif; color: #16292e }
main { max-width: 480px; margin: 0 auto; padding: 16px }
h1 { font-size: 18px; text-align: center }
aside { background: #fff8e5; border-radius: 8px; padding: 12px 16px; font-size: 14px; overflow-wrap: anywhere }
article { background: #fff; border-radius: 8px; padding: 12px 16px; margin: 16px 0; white-space: pre-wrap; overflow-wrap: anywhere }
article small { display: block; color: #54686e; margin-bottom: 4px }
img { display: block; width: 100%; margin-top: 8px; border-radius: 4px }
</style>
<main><h1>${plain(title)}</h1><aside>${hints.map((hint) => `<div>${plain(hint)}</div>`).join('')}</aside>
${messages.length === 0 ? '<article>群里还没有消息。</article>' : ''}
${messages.map(({ at, who, text, picture }) => `<article><small>${plain(who)} · ${at.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })}</small>${text ? plain(text) : ''}${picture ? `<img alt="长图" src="${picture}">` : ''}</article>`).join('\n')}
</main></html>`;
