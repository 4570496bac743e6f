/** Sets one path of a page's data, such as `root.cn.[0].cn[2].v`, as `setData` does: missing objects and lists are made. */
export function assignPath(data: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  let inside: Record<string, unknown> = data;
  steps.forEach((step, index) => {
    if (index === steps.length - 1) inside[step] = value;
    else {
      const next = inside[step];
      if (typeof next !== 'object' || next === null) inside[step] = /^\d+$/.test(steps[index + 1]!) ? [] : {};
      inside = inside[step] as Record<string, unknown>;
    }
  });
}

/** Splits `pages/deal/index?id=7` into route and query; values stay encoded, as the hosts hand them over. */
export function addressOf(url: string, from: string): { route: string; query: Record<string, string> } {
  const [address = '', search = ''] = url.split('?');
  const base = address.startsWith('/') ? '' : from.split('/').slice(0, -1).join('/') + '/';
  const steps: string[] = [];
  for (const step of (base + address).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  const query = Object.fromEntries(
    search
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => [pair.split('=')[0]!, pair.slice(pair.indexOf('=') + 1)]),
  );
  return { route: steps.join('/'), query };
}
