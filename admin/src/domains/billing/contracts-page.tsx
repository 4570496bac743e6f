import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { AlertLine } from '../../components/alert-line';
import { Name, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { marketsQuery } from '../../components/markets-query';
import { dayOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordList } from '../../components/record-list';
import { ToneTag } from '../../components/tone-tag';
import { wholeList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import type { ServiceContract } from './billing';
import styles from './billing.module.css';
import { ContractDialog, EndDialog } from './contract-dialogs';
import { contractsQuery } from './queries';
import { useMay } from './rights';

const columns: Column<ServiceContract>[] = [
  {
    title: '市场',
    cell: ({ marketName }) => (
      <Name>
        <b>{marketName}</b>
      </Name>
    ),
  },
  { title: '合同编号', cell: ({ number }) => <span className={cells.mono}>{number}</span> },
  { title: '状态', cell: (contract) => <ContractState contract={contract} /> },
  { title: '签订', cell: ({ signedOn }) => <Time>{signedOn}</Time> },
  { title: '起始', cell: ({ fromOn }) => <Time>{fromOn}</Time> },
  { title: '终止', cell: ({ toOn }) => <Time>{toOn ?? '没有终止日'}</Time> },
];

function ContractState({ contract: { inForce, fromOn } }: { contract: ServiceContract }) {
  if (inForce) return <ToneTag tone="good">生效</ToneTag>;
  return fromOn > dayOf(new Date()) ? <ToneTag tone="busy">待生效</ToneTag> : <ToneTag tone="plain">已终止</ToneTag>;
}

/** Markets to which no bill can be published as things stand. */
function WithoutContract({ contracts }: { contracts: ServiceContract[] }) {
  const markets = useQuery(marketsQuery).data?.markets ?? [];
  const inForce = new Set(contracts.filter((contract) => contract.inForce).map(({ marketId }) => marketId));
  const without = markets.filter(({ id }) => !inForce.has(id)).map(({ name }) => name);
  if (without.length === 0) return null;
  return (
    <div className={styles.alert}>
      <AlertLine tone="warn">
        {without.length} 个市场没有生效的合同，账单不能发布：{without.join('、')}。
      </AlertLine>
    </div>
  );
}

/** 服务合同: without one in force nothing is billed to a market. */
export default function ContractsPage() {
  useTitle('服务合同');
  const may = useMay();
  const [asking, setAsking] = useState<'new' | ServiceContract>();
  const contracts = useQuery(contractsQuery);
  const mayEnd = may('POST /service-contracts/:id/end');
  const isEndable = ({ toOn }: ServiceContract) => toOn === null || toOn >= dayOf(new Date());
  const end: Column<ServiceContract> = {
    title: '操作',
    cell: (contract) =>
      isEndable(contract) && (
        <Button size="small" danger onClick={() => setAsking(contract)}>
          终止…
        </Button>
      ),
  };
  return (
    <div className="page">
      <PageHead title="服务合同" note="账单所在月份的最后一天没有生效合同的，不能发布">
        {may('POST /service-contracts') && (
          <Button type="primary" onClick={() => setAsking('new')}>
            登记合同…
          </Button>
        )}
      </PageHead>
      {contracts.data && <WithoutContract contracts={contracts.data.items} />}
      <RecordList
        caption="服务合同"
        list={wholeList(contracts)}
        columns={mayEnd ? [...columns, end] : columns}
        keyOf={({ id }) => id}
        empty={<Notice title="还没有服务合同">与市场签订合同后登记在这里；没有合同不能向市场收费。</Notice>}
      />
      {asking === 'new' && <ContractDialog onClose={() => setAsking(undefined)} />}
      {asking !== undefined && asking !== 'new' && <EndDialog contract={asking} onClose={() => setAsking(undefined)} />}
    </div>
  );
}
