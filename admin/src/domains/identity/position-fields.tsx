import { useQuery } from '@tanstack/react-query';
import { staffRoles } from '@yongche/contract/vocabulary';
import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { Field } from '../../components/field';
import { marketsQuery } from '../../components/markets-query';
import { isOfMarket, type Position, type StaffRole } from './staff-acts';

interface PositionFieldsProps {
  position: Partial<Position>;
  /** The roles to choose from. */
  roles: readonly StaffRole[];
  /** The one market that a market manager may choose. */
  onlyMarketId?: string | undefined;
  problems: { role?: string | undefined; marketId?: string | undefined; endsOn?: string | undefined };
  onChange: (position: Partial<Position>) => void;
}

/** 岗位, with the market or the last day that belongs to it. */
export function PositionFields({ position, roles, onlyMarketId, problems, onChange }: PositionFieldsProps) {
  const markets = useQuery(marketsQuery);
  const options = (markets.data?.markets ?? []).filter(({ id }) => onlyMarketId === undefined || id === onlyMarketId);
  return (
    <>
      <Field label="岗位" error={problems.role}>
        <Select
          value={position.role}
          placeholder="请选择"
          options={roles.map((role) => ({ value: role, label: staffRoles[role] }))}
          onChange={(role: StaffRole) => onChange({ ...position, role, marketId: isOfMarket(role) ? (position.marketId ?? onlyMarketId) : undefined })}
        />
      </Field>
      {isOfMarket(position.role) && (
        <Field label="所在市场" error={problems.marketId}>
          <Select
            value={position.marketId}
            placeholder="请选择"
            loading={markets.isPending}
            showSearch={{ optionFilterProp: 'label' }}
            options={options.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(marketId: string) => onChange({ ...position, marketId })}
          />
        </Field>
      )}
      <Field
        label={position.role === 'policy_adviser' ? '到期日' : '到期日（可不填）'}
        error={problems.endsOn}
        hint="到期后账号自动注销，当天仍可使用"
      >
        <DatePicker
          value={position.endsOn ? dayjs(position.endsOn) : null}
          disabledDate={(day) => day.isBefore(dayjs(), 'day')}
          onChange={(day) => onChange({ ...position, endsOn: day?.format('YYYY-MM-DD') })}
        />
      </Field>
    </>
  );
}
