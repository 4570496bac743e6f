import { useQuery } from '@tanstack/react-query';
import { ChoiceFilter } from './filter';
import { marketsQuery } from './markets-query';

interface MarketFilterProps {
  width: number;
  value: string | undefined;
  onChange: (marketId: string | undefined) => void;
}

/** A filter by market, for posts that see more than one. */
export function MarketFilter({ width, value, onChange }: MarketFilterProps) {
  const markets = useQuery(marketsQuery).data?.markets;
  return (
    <ChoiceFilter
      label="市场"
      width={width}
      list={Object.fromEntries(markets?.map(({ id, name }) => [id, name]) ?? [])}
      value={markets ? value : undefined}
      onChange={onChange}
    />
  );
}
