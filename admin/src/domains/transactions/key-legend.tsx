import styles from './key-legend.module.css';

const looking: [keys: string[], meaning: string][] = [
  [['←', '→'], '换张'],
  [['+', '−'], '缩放'],
  [['0'], '整张'],
  [['R'], '旋转'],
  [['Shift', '箭头'], '移动'],
];
const deciding: [keys: string[], meaning: string][] = [
  [['空格'], '已核对'],
  [['1', '–', '9'], '退回原因'],
  [['退格'], '撤销'],
  [['F2'], '完成'],
  [['F4'], '退回'],
];
const checking: typeof looking = [[['G'], '下一处问题']];
const overriding: typeof looking = [[['F'], '放行']];

/** The keys of the page, always in sight. */
export function KeyLegend({ isDeciding, hasChecks }: { isDeciding: boolean; hasChecks: boolean }) {
  const keysOf = [...(isDeciding ? deciding : []), ...(hasChecks ? checking : []), ...(hasChecks && isDeciding ? overriding : []), ...looking];
  return (
    <ul className={styles.legend} aria-label="键盘操作">
      {keysOf.map(([keys, meaning]) => (
        <li key={meaning}>
          {keys.map((key) => (key === '–' ? '–' : <kbd key={key}>{key}</kbd>))} {meaning}
        </li>
      ))}
    </ul>
  );
}
