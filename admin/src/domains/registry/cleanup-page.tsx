import { useQuery } from '@tanstack/react-query';
import { Navigate, NavLink, Route, Routes } from 'react-router';
import { NotFound } from '../../components/not-found';
import { PageHead } from '../../components/page-head';
import { useTitle } from '../../components/use-title';
import { CleanupBatchPage } from './cleanup-batch-page';
import { CleanupBatches } from './cleanup-batches';
import { CleanupItems } from './cleanup-items';
import styles from './cleanup-page.module.css';
import { batchesQuery, cleanupItemsQuery, dutiesQuery, importsQuery } from './cleanup-queries';
import { DutiesList } from './duties-list';
import { Imports } from './imports';
import { ImportReport } from './imports-report';

/** 主体资格清理: from the regulator's list to companies that are out, and who has yet to report. */
export default function CleanupPage() {
  useTitle('主体资格清理');
  return (
    <div className="page">
      <PageHead title="主体资格清理" />
      <Steps />
      <Routes>
        <Route index element={<Navigate to="/register/cleanup/items" replace />} />
        <Route path="imports" element={<Imports />} />
        <Route path="imports/:id" element={<ImportReport />} />
        <Route path="items" element={<CleanupItems />} />
        <Route path="batches" element={<CleanupBatches />} />
        <Route path="batches/:id" element={<CleanupBatchPage />} />
        <Route path="duties" element={<DutiesList />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </div>
  );
}

/** The four steps, each with the one number that says whether there is something to do. */
function Steps() {
  const imports = useQuery(importsQuery).data?.items;
  const items = useQuery(cleanupItemsQuery()).data?.items;
  const batches = useQuery(batchesQuery).data?.items;
  const duties = useQuery(dutiesQuery).data?.items;
  /** 3批待复核, 没有待复核; nothing until it is known. */
  const count = (unit: string, what: string, number: number | undefined) =>
    number === undefined ? '' : number > 0 ? `${number}${unit}${what}` : `没有${what}`;
  return (
    <nav className={styles.steps} aria-label="清理步骤">
      <Step to="imports" number="①" title="导入执照状态" state={count('次', '待应用', imports?.filter(({ state }) => state === 'checked').length)} />
      <Step to="items" number="②" title="工作单" state={count('家', '待处理', items?.filter(({ batchId }) => batchId === null).length)} />
      <Step to="batches" number="③" title="清理批次" state={count('批', '待复核', batches?.filter(({ state }) => state === 'proposed').length)} />
      <Step to="duties" number="④" title="报告义务" state={count('项', '逾期', duties?.filter(({ state }) => state === 'overdue').length)} />
    </nav>
  );
}

function Step({ to, number, title, state }: { to: string; number: string; title: string; state: string }) {
  return (
    <NavLink to={`/register/cleanup/${to}`} className={styles.step}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <span>{title}</span>
      <span className={styles.state}>{state}</span>
    </NavLink>
  );
}
