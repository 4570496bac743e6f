import { useQuery } from '@tanstack/react-query';
import { PageTabs } from '../../components/page-tabs';
import { importsQuery } from './queries';

/** The pages of 车管数据. */
export function StatisticsTabs() {
  const waiting = useQuery(importsQuery).data?.items.filter(({ state }) => state === 'waiting').length;
  return (
    <PageTabs
      label="车管数据"
      tabs={[
        { to: '/statistics', title: '各期数据' },
        { to: '/statistics/imports', title: '导入记录', count: waiting },
        { to: '/comparisons', title: '与车管核对' },
        { to: '/statistics/schema', title: '项目与栏目' },
      ]}
    />
  );
}
