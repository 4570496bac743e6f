import { PageTabs } from '../../components/page-tabs';

/** 存储空间: how much there is, where it lies, and what ends. */
export const StorageTabs = () => (
  <PageTabs
    label="存储空间"
    tabs={[
      { to: '/storage', title: '占用与预测' },
      { to: '/storage/moves', title: '搬迁' },
      { to: '/storage/disposals', title: '到期销毁' },
    ]}
  />
);
