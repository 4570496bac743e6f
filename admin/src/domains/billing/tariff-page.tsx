import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { call } from '../../api';
import { Facts } from '../../components/facts';
import { yuanOf } from '../../components/money';
import { RecordPage } from '../../components/record-page';
import { useTitle } from '../../components/use-title';
import { DayAdoption } from '../governance/day-adoption';
import { VersionView } from '../governance/version-view';
import { type Tariff, tariffsKey } from './billing';
import { tariffQuery } from './queries';
import { channelsWord, tariffNext } from './tariff-wording';
import styles from './tariff.module.css';

const renews = [[tariffsKey]];

/** One version of the service fee: what a car costs, for what, and on what it rests. */
export default function TariffPage() {
  const { version = '' } = useParams();
  const tariff = useQuery(tariffQuery(version));
  useTitle(`收费标准 ${version}`);
  return (
    <RecordPage record={tariff} missing="billing.tariff_not_found" title="没有这一版收费标准" back={{ to: '/tariffs', title: '收费标准' }}>
      {(found) => <TariffView tariff={found} />}
    </RecordPage>
  );
}

function TariffView({ tariff }: { tariff: Tariff }) {
  const params = { version: tariff.version };
  return (
    <VersionView
      what="收费标准"
      href="/tariffs"
      version={tariff}
      next={tariffNext(tariff)}
      from={['生效日', tariff.effectiveOn]}
      renews={renews}
      propose={(idempotencyKey) => call('POST /tariffs/:version/proposal', { params, idempotencyKey })}
      withdraw={(reason, idempotencyKey) => call('POST /tariffs/:version/withdrawal', { params, body: { reason }, idempotencyKey })}
      adoption={(onClose) => (
        <DayAdoption
          what="收费标准"
          version={tariff}
          hint="这一天零点起完成的交易按它计费，此前的不受影响"
          renews={renews}
          adopt={(body, idempotencyKey) => call('POST /tariffs/:version/adoption', { params, body, idempotencyKey })}
          onClose={onClose}
        />
      )}
    >
      <TariffContent tariff={tariff} />
    </VersionView>
  );
}

function TariffContent({ tariff: { content } }: { tariff: Tariff }) {
  const { memberFen, nonMemberFen, channels, redoneWithinDays, payWithinDays, nature, service, costBasis } = content;
  return (
    <>
      <dl className={styles.prices}>
        <div>
          <dt>会员市场，每辆</dt>
          <dd>{yuanOf(memberFen)}</dd>
        </div>
        <div>
          <dt>非会员市场，每辆</dt>
          <dd>{yuanOf(nonMemberFen)}</dd>
        </div>
      </dl>
      <Facts
        facts={[
          ['收费性质', nature],
          ['服务内容', <span className={styles.words}>{service}</span>],
          ['成本依据', <span className={styles.words}>{costBasis}</span>],
          ['计费渠道', channelsWord(channels)],
          ['重办', redoneWithinDays > 0 ? `同一辆车、同样的买卖双方 ${redoneWithinDays} 天内重办的，不再计费` : '重办的照样计费'],
          ['付款期限', `账单发布后 ${payWithinDays} 天内`],
          ['按谁的会籍', '市场在交易完成当天的会籍，与代理人和企业无关'],
        ]}
      />
    </>
  );
}
