import { useQuery } from '@tanstack/react-query';
import { Name } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { yuanOf } from '../../components/money';
import { VersionsPage } from '../governance/versions-page';
import type { DuesScheme } from './member';
import { schemesQuery } from './queries';
import { useMay } from './rights';
import styles from './scheme.module.css';

const content: Column<DuesScheme>[] = [
  { title: '名称', cell: ({ title }) => <Name>{title}</Name> },
  { title: '各档，每年每户', cell: ({ content: { tiers } }) => <span className={styles.amounts}>{tiers.map(({ fen }) => yuanOf(fen)).join(' / ')}</span> },
];

/** 会费标准: every version, which one is in force, and which ones are being drafted. */
export default function SchemesPage() {
  return (
    <VersionsPage
      what="会费标准"
      note="至多四档，由会员大会无记名投票通过并公布"
      href="/dues-schemes"
      back={{ to: '/dues', title: '会费' }}
      versions={useQuery(schemesQuery)}
      content={content}
      from={{ title: '起始年度', of: ({ fromYear }) => (fromYear === null ? null : String(fromYear)) }}
      mayDraft={useMay()('POST /dues-schemes')}
      empty="秘书处起草，会员大会无记名投票通过并公布后，按它部署会费。"
    />
  );
}
