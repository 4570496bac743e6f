import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { call } from '@/api';
import { Empty, Failure, Loading } from '@/components/notes';
import { Sheet } from '@/components/sheet';
import { spoken } from '@/platform';
import { useAnswer } from '@/use-answer';
import type { DealDraft } from '../deal-draft';
import './market-field.css';

interface Props {
  value: DealDraft['market'];
  onChange(market: NonNullable<DealDraft['market']>): void;
  error: string | undefined;
}

/** 办理市场: chosen from those that check deals. */
export function MarketField({ value, onChange, error }: Props) {
  const [choosing, setChoosing] = useState(false);
  return (
    <View className={`field${error ? ' field--wrong' : ''}`}>
      <Text className="field__label">办理市场</Text>
      <View
        className="field__input market-field"
        {...spoken({ role: 'button', label: '办理市场' })}
        onClick={() => setChoosing(true)}
      >
        <Text className={value ? '' : 'field__placeholder'}>{value?.name ?? '请选择'}</Text>
        <Text className="market-field__more">›</Text>
      </View>
      {error && <Text className="field__error">{error}</Text>}
      {choosing && (
        <MarketSheet
          onClose={() => setChoosing(false)}
          onChoose={(market) => {
            onChange(market);
            setChoosing(false);
          }}
        />
      )}
    </View>
  );
}

function MarketSheet({ onClose, onChoose }: { onClose(): void; onChoose(market: { id: string; name: string }): void }) {
  const { data, error, reload } = useAnswer(() => call('GET /markets', {}));
  return (
    <Sheet title="选择办理市场" onClose={onClose}>
      {!data && (error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />)}
      {data?.markets.length === 0 && <Empty title="还没有可办理的市场" text="请联系协会秘书处。" />}
      {data?.markets.map(({ id, name, allowsAgentForBothSides }) => (
        <View
          key={id}
          className="market-row"
          {...spoken({ role: 'button', label: name })}
          onClick={() => onChoose({ id, name })}
        >
          <Text className="market-row__name">{name}</Text>
          {!allowsAgentForBothSides && <Text className="quiet">买卖双方至少一方本人到场</Text>}
        </View>
      ))}
    </Sheet>
  );
}
