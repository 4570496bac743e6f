import { Button, Text } from '@tarojs/components';
import { spoken } from '@/platform';
import './action-button.css';

interface Props {
  text: string;
  onTap(): void;
  /** One primary action per screen. */
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  disabled?: boolean;
  busy?: boolean;
  openType?: 'share';
}

/** A button at least 48 pixels high; while busy it takes no second tap. */
export function ActionButton({ text, onTap, kind = 'primary', disabled = false, busy = false, openType }: Props) {
  const idle = !disabled && !busy;
  return (
    <Button
      className={`action action--${kind}${idle ? '' : ' action--off'}`}
      hoverClass={idle ? 'action--pressed' : 'none'}
      disabled={!idle}
      onClick={() => idle && onTap()}
      {...spoken({ role: 'button', label: text })}
      {...(openType ? { openType } : {})}
    >
      <Text className="action__text">{busy ? '请稍候…' : text}</Text>
    </Button>
  );
}
