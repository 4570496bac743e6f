import { createPageUpdate } from './page-update';

const [old, next] = ['0.1.0+202611280000', '0.2.0+202611290000'];

/** A tab whose server gives it this version at each load, whatever it wants. */
function tabThatGets(...versions: string[]) {
  const kept = new Map<string, string>();
  let time = 1_700_000_000_000;
  const tab = {
    loads: 0,
    wait: (ms: number) => void (time += ms),
    page: undefined as unknown as ReturnType<typeof createPageUpdate>,
    load() {
      tab.page = createPageUpdate({
        version: versions[Math.min(tab.loads, versions.length - 1)]!,
        marks: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
        now: () => time,
        reload: () => {
          tab.loads += 1;
          tab.load();
        },
      });
    },
    hears: (wanted: string) => tab.page.take(new Headers({ 'page-wanted': wanted })),
  };
  tab.load();
  return tab;
}

it('keeps a page that is the wanted one, and one whose server says nothing', () => {
  const tab = tabThatGets(next);
  tab.page.take(new Headers());
  tab.hears(next);
  tab.page.reloadOnce();
  expect(tab.loads).toBe(0);
  expect(tab.page.get()).toEqual({ wanted: null, isOutdated: false, isStuck: false });
});

it('loads the wanted version, also an older one after a roll-back', () => {
  const tab = tabThatGets(old, next, old);
  tab.hears(next);
  expect(tab.page.get().wanted).toBe(next);
  tab.page.reloadOnce();
  tab.hears(next);
  expect(tab.page.get().wanted).toBeNull();
  tab.hears(old);
  tab.page.reloadOnce();
  tab.hears(old);
  expect([tab.loads, tab.page.get().wanted]).toEqual([2, null]);
});

it('never runs in a circle: what it did not get the first time it asks for by itself only much later, and says so', () => {
  const tab = tabThatGets(old);
  for (let answer = 0; answer < 5; answer++) {
    tab.hears(next);
    tab.page.reloadOnce();
  }
  expect([tab.loads, tab.page.get().isStuck]).toEqual([1, true]);
  tab.page.reload();
  expect(tab.loads).toBe(2);
  tab.wait(3600_000);
  tab.hears(next);
  tab.page.reloadOnce();
  expect(tab.loads).toBe(3);
});

it('runs in no circle between two servers that want different versions', () => {
  const tab = tabThatGets(old, next, old, next, old);
  for (let answer = 0; answer < 20; answer++) {
    tab.hears(answer % 2 ? old : next);
    tab.page.reloadOnce();
  }
  expect(tab.loads).toBeLessThanOrEqual(2);
});

it('changes at once when the server answers it no more, but once only', () => {
  const tab = tabThatGets(old);
  tab.page.takeRefusal({ wanted: next });
  tab.page.takeRefusal({ wanted: next });
  expect(tab.loads).toBe(1);
  expect(tab.page.get()).toEqual({ wanted: next, isOutdated: true, isStuck: true });
});

it('stays where the browser keeps no mark, and says so', () => {
  let loads = 0;
  const refuse = () => {
    throw new Error('no storage');
  };
  const page = createPageUpdate({ version: old, marks: { getItem: refuse, setItem: refuse }, now: () => 1, reload: () => (loads += 1) });
  page.take(new Headers({ 'page-wanted': next }));
  page.reloadOnce();
  expect([loads, page.get().isStuck]).toEqual([0, true]);
});

it('leaves a page alone that is served from its sources', () => {
  const tab = tabThatGets('unbuilt');
  tab.hears(next);
  tab.page.reloadOnce();
  expect(tab.loads).toBe(0);
});
