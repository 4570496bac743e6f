import { lazy } from 'react';
import { Route } from 'react-router';
import { RequireRole } from './components/require-role';
import { rolesOf } from './navigation';

const DashboardPage = lazy(() => import('./domains/figures/dashboard-page'));
const MetricsPage = lazy(() => import('./domains/figures/metrics-page'));
const AnnualReportsPage = lazy(() => import('./domains/figures/annual-reports-page'));
const AnnualReportPage = lazy(() => import('./domains/figures/annual-report-page'));

/** The addresses of dashboards, metrics and yearly reports. */
export const figuresRoutes = (
  <>
    <Route element={<RequireRole roles={rolesOf('/dashboard')} />}>
      <Route path="/dashboard" element={<DashboardPage />} />
    </Route>
    <Route element={<RequireRole roles={rolesOf('/metrics')} />}>
      <Route path="/metrics" element={<MetricsPage />} />
    </Route>
    <Route element={<RequireRole roles={rolesOf('/annual-reports')} />}>
      <Route path="/annual-reports" element={<AnnualReportsPage />} />
      <Route path="/annual-reports/:id" element={<AnnualReportPage />} />
    </Route>
  </>
);
