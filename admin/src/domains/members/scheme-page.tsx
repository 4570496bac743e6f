import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { call } from '../../api';
import { Facts } from '../../components/facts';
import { yuanOf } from '../../components/money';
import { RecordPage } from '../../components/record-page';
import { useTitle } from '../../components/use-title';
import { VersionView } from '../governance/version-view';
import { type DuesScheme, schemesKey } from './member';
import { payersQuery, schemeQuery } from './queries';
import { SchemeAdoption } from './scheme-adoption';
import styles from './scheme.module.css';
import { monthDayWord, positionsWord, reminderWord, schemeNext } from './scheme-wording';
import { yieldOf, yieldSentence } from './scheme-yield';

/** One version of the dues: its tiers, its deadline and reminders, and on what it rests. */
export default function SchemePage() {
  const { version = '' } = useParams();
  const scheme = useQuery(schemeQuery(version));
  useTitle(`会费标准 ${version}`);
  return (
    <RecordPage record={scheme} missing="members.scheme_not_found" title="没有这一版会费标准" back={{ to: '/dues-schemes', title: '会费标准' }}>
      {(found) => <SchemeView scheme={found} />}
    </RecordPage>
  );
}

function SchemeView({ scheme }: { scheme: DuesScheme }) {
  const params = { version: scheme.version };
  return (
    <VersionView
      what="会费标准"
      href="/dues-schemes"
      version={scheme}
      next={schemeNext(scheme)}
      from={['起始年度', scheme.fromYear === null ? null : String(scheme.fromYear)]}
      renews={[[schemesKey]]}
      propose={(idempotencyKey) => call('POST /dues-schemes/:version/proposal', { params, idempotencyKey })}
      withdraw={(reason, idempotencyKey) => call('POST /dues-schemes/:version/withdrawal', { params, body: { reason }, idempotencyKey })}
      adoption={(onClose) => <SchemeAdoption scheme={scheme} onClose={onClose} />}
    >
      <SchemeContent scheme={scheme} />
    </VersionView>
  );
}

/** What it says; of a draft also what it would bring. */
function SchemeContent({ scheme: { state, content } }: { scheme: DuesScheme }) {
  const { tiers, dueOn, remindAfterDays, proposeAfterDays } = content;
  const payers = useQuery({ ...payersQuery, enabled: state === 'draft' }).data;
  const brings = state === 'draft' && payers ? yieldOf(tiers, payers) : undefined;
  return (
    <>
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
      {brings && <p className={styles.brings}>{yieldSentence(brings, undefined)}</p>}
      <Facts
        facts={[
          ['缴费期限', `每年 ${monthDayWord(dueOn)}`],
          ['自动提醒', remindAfterDays.length > 0 ? remindAfterDays.map(reminderWord).join('、') : '不自动提醒'],
          ['拒不缴纳', `期限后满 ${proposeAfterDays} 天仍未缴清的，自动列为会长例会议题`],
        ]}
      />
    </>
  );
}
