import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { call, isRefusal } from '../../api';
import { BackLink } from '../../components/back-link';
import { Facts } from '../../components/facts';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { yuanOf } from '../../components/money';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { adoptionLines } from '../governance/adopted-version';
import { DraftActs } from '../governance/draft-acts';
import { governanceKey } from '../governance/governance';
import { type DuesScheme, type DuesSchemeContent, schemesKey } from './member';
import { schemeQuery } from './queries';
import { SchemeAdoption } from './scheme-adoption';
import styles from './scheme.module.css';
import { monthDayWord, positionsWord, reminderWord, schemeNext } from './scheme-wording';
import { SchemeStateTag } from './schemes-page';

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
  const { version, title, content, adoption, fromYear, madeBy, createdAt, may } = scheme;
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
      <div className={styles.columns}>
        <section className={`card ${styles.card}`}>
          <h2>
            <SchemeStateTag scheme={scheme} />
          </h2>
          <p className={styles.next}>{schemeNext(scheme)}</p>
          <Facts facts={[['起草', `${madeBy}　${minuteOf(createdAt)}`], ...adoptionLines(adoption), ['起始年度', fromYear !== null && `${fromYear} 年`]]} />
        </section>
        <SchemeContent content={content} />
      </div>
    </div>
  );
}

function SchemeContent({ content: { tiers, dueOn, remindAfterDays, proposeAfterDays } }: { content: DuesSchemeContent }) {
  return (
    <section className={`card ${styles.card}`}>
      <h2>内容</h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">档次</th>
            <th scope="col">会员职务</th>
            <th scope="col">每年每户</th>
          </tr>
        </thead>
        <tbody>
          {tiers.map(({ code, name, positions, fen }) => (
            <tr key={code}>
              <th scope="row">
                <code>{code}</code> {name}
              </th>
              <td>{positionsWord(positions)}</td>
              <td>{yuanOf(fen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
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
