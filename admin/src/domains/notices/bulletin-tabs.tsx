import { PageTabs } from '../../components/page-tabs';
import { useMay } from './rights';

/** The pages of 月度通报; who only looks after the robots sees no more than these. */
export function BulletinTabs() {
  const may = useMay();
  const destinations = { to: '/bulletin-destinations', title: '发送去处' };
  return <PageTabs label="月度通报" tabs={may('GET /bulletins') ? [{ to: '/bulletins', title: '各月通报' }, destinations] : [destinations]} />;
}
