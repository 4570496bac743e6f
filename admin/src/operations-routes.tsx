import { lazy } from 'react';
import { Route } from 'react-router';
import { RequireRole } from './components/require-role';
import { rolesOf } from './navigation';

const StatusPage = lazy(() => import('./domains/operations/status-page'));
const MachinesPage = lazy(() => import('./domains/operations/machines-page'));
const AlarmsPage = lazy(() => import('./domains/operations/alarms-page'));
const IncidentsPage = lazy(() => import('./domains/operations/incidents-page'));

/** The addresses of 运行状态. */
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
  </>
);
