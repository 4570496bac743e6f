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
import { DraftActs } from '../governance/draft-acts';
import { governanceKey } from '../governance/governance';
import { VersionCard } from '../governance/version-card';
import versions from '../governance/version.module.css';
import { type DuesScheme, schemesKey } from './member';
import { payersQuery, schemeQuery } from './queries';
import { SchemeAdoption } from './scheme-adoption';
import styles from './scheme.module.css';
import { monthDayWord, positionsWord, reminderWord, schemeNext } from './scheme-wording';
import { yieldOf, yieldSentence } from './scheme-yield';

/** One version of the dues: its tiers, its deadline and reminders, and on what it rests. */
export default function SchemePage() {
  const { version = '' } = useParams();
  const navigate = useNavigate();
  const scheme = useQuery(schemeQuery(version));
  useTitle(`会费标准 ${version}`);
  if (scheme.isPending) return <PageSkeleton rows={8} />;
  if (scheme.data) return <SchemeView scheme={scheme.data} />;
  if (!isRefusal(scheme.error, 'members.scheme_not_found', 'request.not_found', 'request.invalid')) {
    return <LoadFailure error={scheme.error} onRetry={() => void scheme.refetch()} />;
  }
  return (
    <Notice
      title="没有这一版会费标准"
      actions={
        <Button type="primary" onClick={() => navigate('/dues-schemes')}>
          回到会费标准
        </Button>
      }
    >
      地址可能不完整。
    </Notice>
  );
}

function SchemeView({ scheme }: { scheme: DuesScheme }) {
  const { version, title, fromYear, may } = scheme;
  return (
    <div className="page">
      <BackLink to="/dues-schemes" title="会费标准" />
      <PageHead title={title} note={version}>
        <DraftActs
          what="会费标准"
          version={version}
          may={may}
          editHref={`/dues-schemes/${version}/edit`}
          renews={[[schemesKey], [governanceKey]]}
          propose={(idempotencyKey) => call('POST /dues-schemes/:version/proposal', { params: { version }, idempotencyKey })}
          withdraw={(reason, idempotencyKey) => call('POST /dues-schemes/:version/withdrawal', { params: { version }, body: { reason }, idempotencyKey })}
          adoption={(onClose) => <SchemeAdoption scheme={scheme} onClose={onClose} />}
        />
      </PageHead>
      <div className={versions.columns}>
        <VersionCard version={scheme} next={schemeNext(scheme)} from={['起始年度', fromYear === null ? null : String(fromYear)]} />
        <SchemeContent scheme={scheme} />
      </div>
    </div>
  );
}

/** What it says; of a draft also what it would bring. */
function SchemeContent({ scheme: { state, content } }: { scheme: DuesScheme }) {
  const { tiers, dueOn, remindAfterDays, proposeAfterDays } = content;
  const payers = useQuery({ ...payersQuery, enabled: state === 'draft' }).data;
  const brings = payers && yieldOf(tiers, payers);
  return (
    <section className={`card ${versions.card}`}>
      <h2>内容</h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">档次</th>
            <th scope="col">会员职务</th>
            <th scope="col">每年每户</th>
            {brings && <th scope="col">户数</th>}
            {brings && <th scope="col">小计</th>}
          </tr>
        </thead>
        <tbody>
          {tiers.map(({ code, name, positions, fen }, at) => (
            <tr key={code}>
              <th scope="row">
                <code>{code}</code> {name}
              </th>
              <td>{positionsWord(positions)}</td>
              <td>{yuanOf(fen)}</td>
              {brings && <td>{brings.tiers[at]!.members}</td>}
              {brings && <td>{yuanOf(brings.tiers[at]!.fen)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {brings && <p className={versions.next}>{yieldSentence(brings, undefined)}</p>}
      <Facts
        facts={[
          ['缴费期限', `每年 ${monthDayWord(dueOn)}`],
          ['自动提醒', remindAfterDays.length > 0 ? remindAfterDays.map(reminderWord).join('、') : '不自动提醒'],
          ['拒不缴纳', `期限后满 ${proposeAfterDays} 天仍未缴清的，自动列为会长例会议题`],
        ]}
      />
    </section>
  );
}
