import { useStaff } from '../../session';
import { MissingSubject, StandingOf } from './standing-of';

/** 本市场扣分 of a market's manager, 我的扣分 of an operator: whose it is says the session. */
export default function OwnStandingPage() {
  const { id, role, market } = useStaff();
  if (role === 'operator') return <StandingOf type="operator" id={id} title="我的扣分" />;
  if (market) return <StandingOf type="market" id={market.id} title="本市场扣分" />;
  return <MissingSubject />;
}
