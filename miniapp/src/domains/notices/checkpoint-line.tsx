import { Text, View } from '@tarojs/components';
import { call } from '@/api';
import { momentText } from '@/dates';
import { copyText, spoken } from '@/platform';
import { useAnswer } from '@/use-answer';
import './messages/index.css';

/**
 * 存证检查点: the log of all completed deals as it stands today, given to everybody who reads their messages, so that
 * nobody can change it later without being found out. A tap copies it.
 */
export function CheckpointLine() {
  const { data } = useAnswer(() => call('GET /evidence-checkpoints', { query: { limit: 1 } }));
  const latest = data?.items[0];
  if (!latest) return null;
  return (
    <View
      className="checkpoint"
      {...spoken({ role: 'button', label: '复制存证检查点' })}
      onClick={() => void copyText(latest.note)}
    >
      <Text className="quiet">{`存证检查点 · ${momentText(latest.at)} · 共${latest.size}笔`}</Text>
      <Text className="checkpoint__root">{latest.root}</Text>
      <Text className="quiet">点一下复制留存：以后任何一笔存证被改动，都能用它查出来。</Text>
    </View>
  );
}
