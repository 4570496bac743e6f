import { Text, View } from '@tarojs/components';
import { spoken } from '@/platform';
import './action-button.css';

interface Props {
  text: string;
  onTap(): void;
  /** One primary action per screen. */
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  disabled?: boolean;
  busy?: boolean;
}

/** A button at least 44 pixels high; while busy it takes no second tap. A plain view, since the hosts' own buttons each look different. */
export function ActionButton({ text, onTap, kind = 'primary', disabled = false, busy = false }: Props) {
  const idle = !disabled && !busy;
  return (
    <View
      className={`action action--${kind}${idle ? '' : ' action--off'}`}
      hoverClass={idle ? 'action--pressed' : 'none'}
      {...spoken({ role: 'button', label: text, disabled: !idle })}
      onClick={() => idle && onTap()}
    >
      <Text className="action__text">{busy ? '请稍候…' : text}</Text>
    </View>
  );
}
