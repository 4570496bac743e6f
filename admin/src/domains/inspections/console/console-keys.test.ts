import { type DeskActs, deskKeys, legend, menuKeys } from './console-keys';

/** Acts that write down their name, and what they were asked for. */
function scribe() {
  const done: string[] = [];
  const names = ['pass', 'doubt', 'send', 'mark', 'openMenu', 'writeNote', 'chooseViolation', 'undo', 'step', 'nextFinding', 'compare', 'leavePair', 'showKeys'] as const;
  const acts = Object.fromEntries(names.map((name) => [name, (asked?: string | number) => done.push(asked === undefined ? name : `${name} ${asked}`)]));
  return { done, keys: deskKeys(acts as unknown as DeskActs) };
}

const pressed = (...keys: string[]) => {
  const { done, keys: bound } = scribe();
  keys.forEach((key) => bound[key]!());
  return done;
};

describe('the keys of the desk', () => {
  it('need one stroke for a clean case and at most four for a problem', () => {
    expect(pressed('p')).toEqual(['pass']);
    expect(pressed('g', '2', 'Enter')).toEqual(['nextFinding', 'mark R02', 'send']);
  });

  it('step, compare and take back', () => {
    expect(pressed('ArrowRight', 'k', 'c', 'Escape', 'u', '9', 'd')).toEqual(['step 1', 'step -1', 'compare', 'leavePair', 'undo', 'mark R09', 'send']);
  });

  it('choose the rest of the codes by their last digit', () => {
    const marked: string[] = [];
    const keys = menuKeys((code) => marked.push(code));
    ['0', '1', '2', '3'].forEach((digit) => keys[digit]!());
    expect(marked).toEqual(['R10', 'R11', 'R12', 'R13']);
  });

  it('all stand in the legend, but for those of another hand', () => {
    const shown = legend.flatMap(({ keys }) => keys.flatMap(([names]) => names)).map((name) => name.toLowerCase());
    for (const key of ['p', 'q', 'u', 't', 'n', 'v', 'g', 'c', 'x']) expect(shown).toContain(key);
  });
});
