import { returnCodes } from '@yongche/contract/vocabulary';
import type { Keys } from '../../../components/key-list';
import { keyedCodes, menuCodes, type ReturnCode } from './case-marks';

/** What the keyboard can ask for on the desk. */
export interface DeskActs {
  pass: () => void;
  doubt: () => void;
  send: () => void;
  mark: (code: ReturnCode) => void;
  openMenu: () => void;
  writeNote: () => void;
  chooseViolation: () => void;
  undo: () => void;
  step: (by: 1 | -1) => void;
  nextFinding: () => void;
  compare: () => void;
  leavePair: () => void;
  showKeys: () => void;
}

/** Which key does what; the names are those of `useHotkeys`. */
export function deskKeys(acts: DeskActs): Record<string, () => void> {
  const [previous, next] = [() => acts.step(-1), () => acts.step(1)];
  return {
    p: acts.pass,
    q: acts.doubt,
    Enter: acts.send,
    d: acts.send,
    ...Object.fromEntries(keyedCodes.map((code, at) => [`${at + 1}`, () => acts.mark(code)])),
    t: acts.openMenu,
    n: acts.writeNote,
    v: acts.chooseViolation,
    u: acts.undo,
    ArrowLeft: previous,
    ArrowUp: previous,
    k: previous,
    ArrowRight: next,
    ArrowDown: next,
    j: next,
    g: acts.nextFinding,
    c: acts.compare,
    Escape: acts.leavePair,
    '?': acts.showKeys,
    '？': acts.showKeys,
  };
}

/** While the menu is open the last digit of a code chooses it: 0 for R10, 3 for R13. */
export function menuKeys(mark: (code: ReturnCode) => void): Record<string, () => void> {
  return Object.fromEntries(menuCodes.map((code) => [code.slice(-1), () => mark(code)]));
}

/** The keys as the page shows them, by what they are for. */
export const legend: { title: string; keys: Keys[] }[] = [
  { title: '结论', keys: [[['P'], '通过'], [['Q'], '存疑，请同事看'], [['Enter'], '送出标记的问题（也可按 D）'], [['U'], '十秒内撤销']] },
  { title: '标记', keys: [[['1', '–', '9'], '标记或取消 R01–R09'], [['T'], 'R10–R13'], [['N'], '写说明'], [['V'], '换违规代码']] },
  { title: '看照片', keys: [[['←', '→'], '换张（也可按 J、K）'], [['G'], '下一处提示'], [['C'], '并排比对'], [['X'], '交替闪看，按住也行'], [['Esc'], '回到单张']] },
  { title: '大小和方向', keys: [[['+', '−'], '缩放'], [['0'], '整张'], [['R'], '旋转'], [['Shift', '箭头'], '移动']] },
];

/** Return codes in as few letters as fit beside their key. */
export const shortCodes: Record<ReturnCode, string> = {
  R01: '漏拍',
  R02: '不清',
  R03: '缺角',
  R04: '翻拍',
  R05: '复印',
  R06: '疑改',
  R07: '人证',
  R08: '过期',
  R09: '不一致',
  R10: '错证',
  R11: '缺章',
  R12: '车证',
  R13: '其他',
};

/** A code as people read it: R02 不清楚（模糊、反光）. */
export const codeTitle = (code: ReturnCode): string => `${code} ${returnCodes[code]}`;
