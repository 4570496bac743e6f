import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { call, isRefusal } from '../../api';
import { BackLink } from '../../components/back-link';
import { Facts } from '../../components/facts';
import { LoadFailure } from '../../components/load-failure';
import { yuanOf } from '../../components/money';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { DayAdoption } from '../governance/day-adoption';
import { DraftActs } from '../governance/draft-acts';
import { governanceKey } from '../governance/governance';
import { VersionCard } from '../governance/version-card';
import versions from '../governance/version.module.css';
import { type Tariff, tariffsKey } from './billing';
import { tariffQuery } from './queries';
import { channelsWord, tariffNext } from './tariff-wording';
import styles from './tariff.module.css';

/** One version of the service fee: what a car costs, for what, and on what it rests. */
export default function TariffPage() {
  const { version = '' } = useParams();
  const navigate = useNavigate();
  const tariff = useQuery(tariffQuery(version));
  useTitle(`收费标准 ${version}`);
  if (tariff.isPending) return <PageSkeleton rows={8} />;
  if (tariff.data) return <TariffView tariff={tariff.data} />;
  if (!isRefusal(tariff.error, 'billing.tariff_not_found', 'request.not_found', 'request.invalid')) {
    return <LoadFailure error={tariff.error} onRetry={() => void tariff.refetch()} />;
  }
  return (
    <Notice
      title="没有这一版收费标准"
      actions={
        <Button type="primary" onClick={() => navigate('/tariffs')}>
          回到收费标准
        </Button>
      }
    >
      地址可能不完整。
    </Notice>
  );
}

function TariffView({ tariff }: { tariff: Tariff }) {
  const { version, title, effectiveOn, may } = tariff;
  return (
    <div className="page">
      <BackLink to="/tariffs" title="收费标准" />
      <PageHead title={title} note={version}>
        <DraftActs
          what="收费标准"
          version={version}
          may={may}
          editHref={`/tariffs/${version}/edit`}
          renews={[[tariffsKey], [governanceKey]]}
          propose={(idempotencyKey) => call('POST /tariffs/:version/proposal', { params: { version }, idempotencyKey })}
          withdraw={(reason, idempotencyKey) => call('POST /tariffs/:version/withdrawal', { params: { version }, body: { reason }, idempotencyKey })}
          adoption={(onClose) => (
            <DayAdoption
              what="收费标准"
              version={tariff}
              hint="这一天零点起完成的交易按它计费，此前的不受影响"
              renews={[[tariffsKey]]}
              adopt={(body, idempotencyKey) => call('POST /tariffs/:version/adoption', { params: { version }, body, idempotencyKey })}
              onClose={onClose}
            />
          )}
        />
      </PageHead>
      <div className={versions.columns}>
        <VersionCard version={tariff} next={tariffNext(tariff)} from={['生效日', effectiveOn]} />
        <TariffContent tariff={tariff} />
      </div>
    </div>
  );
}

function TariffContent({ tariff: { content } }: { tariff: Tariff }) {
  const { memberFen, nonMemberFen, channels, redoneWithinDays, payWithinDays, nature, service, costBasis } = content;
  return (
    <section className={`card ${versions.card}`}>
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
    </section>
  );
}
