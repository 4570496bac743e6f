import { Text, View } from '@tarojs/components';
import { Mark } from '@/components/marks';
import { spoken } from '@/platform';
import { open, routes } from '@/routes';
import { chanceOf, sourceText, subjectText, sumOf, wordOf, type ViolationSummary } from './points-view';
import './violation-row.css';

/** A violation in a list: what it is, why, what it costs, and what may still be done; `named` tells whose it is. */
export function ViolationRow({ violation, named = false }: { violation: ViolationSummary; named?: boolean }) {
  const { id, code, name } = violation;
  const chance = chanceOf(violation);
  const word = wordOf(violation);
  return (
    <View
      className="violation-row"
      {...spoken({ role: 'button', label: `${code} ${name} ${word.text}` })}
      onClick={() => open(routes.violation, { id })}
    >
      <View className="violation-row__head">
        <Text className="violation-row__name">{`${code} ${name}`}</Text>
        <Mark {...word} />
      </View>
      {named && <Text className="quiet">{subjectText(violation)}</Text>}
      <Text className="quiet">{sourceText(violation)}</Text>
      <Text className="quiet">{sumOf(violation)}</Text>
      {chance && <Text className="violation-row__chance">{chance}</Text>}
    </View>
  );
}
