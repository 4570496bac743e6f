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

/** The keys of the page, always in sight. */
export function KeyLegend({ isDeciding }: { isDeciding: boolean }) {
  return (
    <ul className={styles.legend} aria-label="键盘操作">
      {[...(isDeciding ? deciding : []), ...looking].map(([keys, meaning]) => (
        <li key={meaning}>
          {keys.map((key) => (key === '–' ? '–' : <kbd key={key}>{key}</kbd>))} {meaning}
        </li>
      ))}
    </ul>
  );
}
