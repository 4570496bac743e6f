import { PageTabs } from '../../components/page-tabs';

/** 备份与演练: what is kept, and the proof that it can be restored. */
export const SafekeepingTabs = () => (
  <PageTabs
    label="备份与演练"
    tabs={[
      { to: '/backups', title: '备份' },
      { to: '/backups/drills', title: '恢复演练' },
    ]}
  />
);
