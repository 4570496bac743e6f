import { PageTabs } from '../../components/page-tabs';
import { useMay } from './monitoring';

/** 运行状态 in plain words for everybody, in detail for who repairs it. */
export function MonitoringTabs() {
  const isDetailed = useMay()('GET /monitoring');
  const tabs = [
    { to: '/status', title: '状态' },
    ...(isDetailed
      ? [
          { to: '/status/machines', title: '监测' },
          { to: '/status/alarms', title: '告警' },
        ]
      : []),
    { to: '/status/incidents', title: '事件' },
  ];
  return <PageTabs label="运行状态" tabs={tabs} />;
}
