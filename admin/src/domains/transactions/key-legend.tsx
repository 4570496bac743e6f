import { type Keys, KeyList } from '../../components/key-list';
import styles from './key-legend.module.css';

const looking: Keys[] = [
  [['←', '→'], '换张'],
  [['+', '−'], '缩放'],
  [['0'], '整张'],
  [['R'], '旋转'],
  [['Shift', '箭头'], '移动'],
];
const deciding: Keys[] = [
  [['空格'], '已核对'],
  [['1', '–', '9'], '退回原因'],
  [['退格'], '撤销'],
  [['F2'], '完成'],
  [['F4'], '退回'],
  [['Ctrl', 'P'], '核对单'],
];
const checking: Keys[] = [[['G'], '下一处问题']];
const overriding: Keys[] = [[['F'], '放行']];

interface KeyLegendProps {
  isDeciding: boolean;
  /** Whether the machine's check of the deal is shown. */
  hasChecks: boolean;
  mayOverride: boolean;
}

/** The keys of the page, always in sight. */
export function KeyLegend({ isDeciding, hasChecks, mayOverride }: KeyLegendProps) {
  const shown = [...(isDeciding ? deciding : []), ...(hasChecks ? checking : []), ...(mayOverride ? overriding : []), ...looking];
  return (
    <div className={styles.legend}>
      <KeyList label="键盘操作" keys={shown} />
    </div>
  );
}
