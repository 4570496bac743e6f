import { returnCodes } from '@yongche/contract/vocabulary';
import { Popover } from 'antd';
import { type Keys, KeyList } from '../../../components/key-list';
import styles from './desk.module.css';

const usual: Keys[] = [
  [['空格'], '拍照'],
  [['Enter'], '下一项'],
  [['↑', '↓'], '选择'],
  [['1', '–', '9'], '有问题重拍'],
  [['退格'], '删去'],
  [['R'], '旋转'],
  [['F'], '选文件'],
  [['N'], '新交易'],
  [['F3'], '交易列表'],
  [['Esc'], '放一边'],
];

interface DeskKeysProps {
  isAuto: boolean;
  onAuto: () => void;
  isNoticeOpen: boolean;
  /** The server stopped the deal: what the pre-check found can be looked at. */
  hasMatters: boolean;
}

/** The keys of the desk, always in sight; what the digits say stands behind them. */
export function DeskKeys({ isAuto, onAuto, isNoticeOpen, hasMatters }: DeskKeysProps) {
  const more: Keys[] = [...(isNoticeOpen ? [[['Y'], '告知当事人'] satisfies Keys] : []), ...(hasMatters ? [[['O'], '看预检、放行'] satisfies Keys] : [])];
  const reasons = (
    <ol className={styles.reasons}>
      {Object.values(returnCodes)
        .slice(0, 9)
        .map((reason, at) => (
          <li key={reason}>
            <kbd>{at + 1}</kbd> {reason}
          </li>
        ))}
    </ol>
  );
  return (
    <footer className={styles.keys}>
      <button type="button" className={styles.auto} aria-pressed={isAuto} onClick={onAuto}>
        <kbd>A</kbd> 自动裁剪：{isAuto ? '开' : '关'}
      </button>
      <KeyList label="键盘操作" keys={[...more, ...usual]} />
      <Popover content={reasons} trigger="click" placement="topRight" title="数字键的意思">
        <button type="button" className={styles.auto}>
          1–9…
        </button>
      </Popover>
    </footer>
  );
}
