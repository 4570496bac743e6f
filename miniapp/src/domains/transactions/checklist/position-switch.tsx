import { SwitchField } from '@/components/fields';
import { say } from '@/platform';
import { useStore } from '@/store';
import { choosePosition, keepsPosition } from '../capture-context';

/** 记录拍摄位置: the agent's choice; without it the deal goes on all the same. */
export function PositionSwitch() {
  const keeps = useStore(keepsPosition);
  const choose = async (on: boolean) => {
    const kept = await choosePosition(on);
    if (on && !kept) say('没有取得位置，可在手机设置中允许后再打开；不打开也能办理');
  };
  return (
    <SwitchField
      label="记录拍摄位置"
      hint="证明照片在办理现场拍摄，只用于核对这笔交易。不打开也能办理，市场可能会多问一句。"
      value={keeps}
      onChange={(on) => void choose(on)}
    />
  );
}
