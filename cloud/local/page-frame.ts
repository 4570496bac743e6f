const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in HTML, between tags and in attributes. */
export const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);

/** A page of the local run; styles and scripts are files below /local/, so that the page's policy may forbid all others. */
export function framed(title: string, name: 'start' | 'preview', body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${escaped(title)}</title>
<link rel="icon" href="/local/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/local/base.css">
<link rel="stylesheet" href="/local/${name}.css">
<script src="/local/copy.js" defer></script>
<script src="/local/${name}.js" defer></script>
</head>
<body>
${body}
</body>
</html>
`;
}
