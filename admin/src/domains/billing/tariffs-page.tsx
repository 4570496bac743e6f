import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Name, Pair } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { VersionsPage } from '../governance/versions-page';
import type { Tariff } from './billing';
import { tariffsQuery } from './queries';
import { useMay } from './rights';
import { priceWord } from './tariff-wording';

const content: Column<Tariff>[] = [
  {
    title: '收费标准',
    cell: ({ title, content: prices }) => (
      <Pair>
        <Name>{title}</Name>
        <span>{priceWord(prices)}</span>
      </Pair>
    ),
  },
];

/** 收费标准: every version of the service fee, which one is in force, and which ones are being drafted. */
export default function TariffsPage() {
  return (
    <VersionsPage
      what="收费标准"
      note="影像系统服务费：没有决议和公布，不能收费"
      href="/tariffs"
      versions={useQuery(tariffsQuery)}
      content={content}
      from={{ title: '生效日', of: ({ effectiveOn }) => effectiveOn }}
      mayDraft={useMay()('POST /tariffs')}
      empty="没有生效的收费标准时，系统照常计量，但不收费。"
    >
      <Button href="/fees" target="_blank" rel="noreferrer">
        收费公示页
      </Button>
    </VersionsPage>
  );
}
