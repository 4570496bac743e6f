import { useQuery } from '@tanstack/react-query';
import { Name } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { VersionsPage } from '../governance/versions-page';
import type { RuleBookSummary } from './discipline';
import { ruleBooksQuery } from './queries';
import { useMay } from './rights';

const content: Column<RuleBookSummary>[] = [{ title: '名称', cell: ({ title }) => <Name>{title}</Name> }];

/** 管理细则: every version of the rule book, which one is in force, and which ones are being drafted. */
export default function RuleBooksPage() {
  return (
    <VersionsPage
      what="管理细则"
      note="违规按告知那天生效的版本处理，以后也不改"
      href="/rule-books"
      versions={useQuery(ruleBooksQuery)}
      content={content}
      from={{ title: '生效日', of: ({ effectiveOn }) => effectiveOn }}
      mayDraft={useMay()('POST /rule-books')}
      empty="经会员大会通过并生效的细则显示在这里。"
    />
  );
}
