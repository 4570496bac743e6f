import { lazy } from 'react';
import { Route } from 'react-router';
import { RequireRole } from './components/require-role';
import { rolesOf } from './navigation';

const StatusPage = lazy(() => import('./domains/operations/status-page'));
const MachinesPage = lazy(() => import('./domains/operations/machines-page'));
const AlarmsPage = lazy(() => import('./domains/operations/alarms-page'));
const IncidentsPage = lazy(() => import('./domains/operations/incidents-page'));
const SafekeepingPage = lazy(() => import('./domains/operations/safekeeping-page'));
const DrillsPage = lazy(() => import('./domains/operations/drills-page'));
const DrillPage = lazy(() => import('./domains/operations/drill-page'));
const StoragePage = lazy(() => import('./domains/operations/storage-page'));
const StorageMovesPage = lazy(() => import('./domains/operations/storage-moves-page'));
const DisposalsPage = lazy(() => import('./domains/operations/disposals-page'));

/** The addresses of 运行状态, 备份与演练 and 存储空间. */
export const operationsRoutes = (
  <>
    <Route element={<RequireRole roles={rolesOf('/status')} />}>
      <Route path="/status" element={<StatusPage />} />
      <Route path="/status/incidents" element={<IncidentsPage />} />
    </Route>
    <Route element={<RequireRole roles={['technician', 'auditor']} />}>
      <Route path="/status/machines" element={<MachinesPage />} />
      <Route path="/status/alarms" element={<AlarmsPage />} />
    </Route>
    <Route element={<RequireRole roles={rolesOf('/backups')} />}>
      <Route path="/backups" element={<SafekeepingPage />} />
      <Route path="/backups/drills" element={<DrillsPage />} />
      <Route path="/backups/drills/:id" element={<DrillPage />} />
    </Route>
    <Route element={<RequireRole roles={rolesOf('/storage')} />}>
      <Route path="/storage" element={<StoragePage />} />
      <Route path="/storage/moves" element={<StorageMovesPage />} />
      <Route path="/storage/disposals" element={<DisposalsPage />} />
    </Route>
  </>
);
